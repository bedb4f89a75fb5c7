import { describe, expect, it } from 'vitest';
import {
  decide,
  mayAct,
  mayReadAs,
  type MutationType,
  type Refusal,
  type Relation,
  type Role,
  type Standing,
} from '../../src/domain/permission.ts';

/**
 * Who may do what, written by hand from the rules of the office and not from the table that the program reads.
 * One letter for each state of the entry, in this order:
 * absent, draft, submitted, returned, approved, rejected, void.
 * A allowed · r not this role's work · s not this person's unit · t not at this state · l approved, so locked.
 */
const standings: Standing[] = ['absent', 'draft', 'submitted', 'returned', 'approved', 'rejected', 'void'];
const letters: Record<string, 'allowed' | Refusal> = { A: 'allowed', r: 'role', s: 'scope', t: 'state', l: 'locked' };

const nobody = { author: 'rrrrrrr', ownUnit: 'rrrrrrr', coOrganiser: 'rrrrrrr', routedReviewer: 'rrrrrrr', none: 'rrrrrrr' };

const expected: Record<MutationType, Record<Role, Record<Relation, string>>> = {
  new: {
    reporter: { author: 'rrrrrrr', ownUnit: 'Atttltt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  edit: {
    reporter: { author: 'tAAAltt', ownUnit: 'tAAAltt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  submit: {
    reporter: { author: 'tAtAltt', ownUnit: 'tAtAltt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  void: {
    reporter: { author: 'tAAAlAt', ownUnit: 'tAAAlAt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  comment: {
    reporter: { author: 'tAAAAAt', ownUnit: 'tAAAAAt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: { author: 'tAAAAAt', ownUnit: 'sssssss', coOrganiser: 'sssssss', routedReviewer: 'tAAAAAt', none: 'sssssss' },
    administrator: nobody,
  },
  review: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', coOrganiser: 'sssssss', routedReviewer: 'ttAtttt', none: 'sssssss' },
    administrator: nobody,
  },
  reopen: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', coOrganiser: 'sssssss', routedReviewer: 'ttttAAt', none: 'sssssss' },
    administrator: nobody,
  },
  withdraw: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', coOrganiser: 'sssssss', routedReviewer: 'tttAAAt', none: 'sssssss' },
    administrator: nobody,
  },
  resolve: {
    reporter: { author: 'tAAAltt', ownUnit: 'tAAAltt', coOrganiser: 'sssssss', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  move: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', coOrganiser: 'sssssss', routedReviewer: 'ttAAlAt', none: 'sssssss' },
    administrator: nobody,
  },
  // The author of what was refused, whatever became of the entry and of their office.
  dismiss: {
    reporter: { author: 'AAAAAAA', ownUnit: 'rrrrrrr', coOrganiser: 'rrrrrrr', routedReviewer: 'rrrrrrr', none: 'rrrrrrr' },
    reviewer: { author: 'AAAAAAA', ownUnit: 'rrrrrrr', coOrganiser: 'rrrrrrr', routedReviewer: 'rrrrrrr', none: 'rrrrrrr' },
    administrator: { author: 'AAAAAAA', ownUnit: 'rrrrrrr', coOrganiser: 'rrrrrrr', routedReviewer: 'rrrrrrr', none: 'rrrrrrr' },
  },
};

describe('who may do what', () => {
  for (const [type, byRole] of Object.entries(expected) as [MutationType, Record<Role, Record<Relation, string>>][]) {
    for (const [role, byRelation] of Object.entries(byRole) as [Role, Record<Relation, string>][]) {
      for (const [relation, row] of Object.entries(byRelation) as [Relation, string][]) {
        it(`${type} as ${role}, ${relation}: ${row}`, () => {
          const answers = standings.map((status) => decide({ type, role, relation, status }));
          expect(answers).toEqual(row.split('').map((letter) => letters[letter]));
        });
      }
    }
  }
});

describe('who may read an entry and its photos', () => {
  /** By hand again: y yes, n no; author, ownUnit, coOrganiser, routedReviewer, none. */
  const relations: Relation[] = ['author', 'ownUnit', 'coOrganiser', 'routedReviewer', 'none'];
  const readers: Record<Role, string> = { reporter: 'nyynn', reviewer: 'nnnyn', administrator: 'nnnnn' };

  it.each(Object.entries(readers) as [Role, string][])('as %s: %s', (role, row) => {
    expect(relations.map((relation) => (mayReadAs(role, relation) ? 'y' : 'n')).join('')).toBe(row);
  });
});

describe('somebody without any office', () => {
  it('lets go of what was refused to them, and does nothing else', () => {
    for (const type of Object.keys(expected) as MutationType[]) {
      const answers = standings.map((status) => decide({ type, role: null, relation: 'author', status }));
      expect([type, new Set(answers)]).toEqual([type, new Set([type === 'dismiss' ? 'allowed' : 'role'])]);
    }
  });
});

describe('acts that are no change by the people of an entry', () => {
  it('a plan is changed by reviewers of the body that keeps it, and by nobody else', () => {
    expect(mayAct('changePlan', [{ role: 'reviewer', relation: 'steward' }])).toBe(true);
    for (const role of ['reporter', 'reviewer', 'administrator'] as const)
      expect(mayAct('changePlan', [{ role, relation: 'none' }])).toBe(false);
    expect(mayAct('changePlan', [{ role: 'administrator', relation: 'steward' }])).toBe(false);
  });

  it('a schedule is changed by reporters of the unit that it is of, and by nobody else', () => {
    expect(mayAct('changeSchedule', [{ role: 'reporter', relation: 'steward' }])).toBe(true);
    for (const role of ['reporter', 'reviewer', 'administrator'] as const)
      expect(mayAct('changeSchedule', [{ role, relation: 'none' }])).toBe(false);
    for (const role of ['reviewer', 'administrator'] as const)
      expect(mayAct('changeSchedule', [{ role, relation: 'steward' }])).toBe(false);
  });

  it('people are moved to another unit by an administrator', () => {
    const may = (['reporter', 'reviewer', 'administrator'] as const).filter((role) => mayAct('moveRoles', [{ role, relation: 'none' }]));
    expect(may).toEqual(['administrator']);
    expect(mayAct('moveRoles', [])).toBe(false);
  });

  it('people are added, invited and given offices by an administrator, and by nobody else', () => {
    for (const relation of ['steward', 'none'] as const) {
      const may = (['reporter', 'reviewer', 'administrator'] as const).filter((role) => mayAct('changePeople', [{ role, relation }]));
      expect([relation, may]).toEqual([relation, ['administrator']]);
    }
    expect(mayAct('changePeople', [])).toBe(false);
  });

  it('what has to go for good is erased by an administrator, and by nobody else, whatever they wrote or review', () => {
    for (const relation of ['steward', 'none'] as const) {
      const may = (['reporter', 'reviewer', 'administrator'] as const).filter((role) => mayAct('erase', [{ role, relation }]));
      expect([relation, may]).toEqual([relation, ['administrator']]);
    }
    expect(mayAct('erase', [])).toBe(false);
  });
});
