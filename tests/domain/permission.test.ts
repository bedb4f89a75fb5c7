import { describe, expect, it } from 'vitest';
import { decide, mayAct, type MutationType, type Refusal, type Relation, type Role, type Standing } from '../../src/domain/permission.ts';

/**
 * Who may do what, written by hand from the rules of the office and not from the table that the program reads.
 * One letter for each state of the entry, in this order:
 * absent, draft, submitted, returned, approved, rejected, void.
 * A allowed · r not this role's work · s not this person's unit · t not at this state · l approved, so locked.
 */
const standings: Standing[] = ['absent', 'draft', 'submitted', 'returned', 'approved', 'rejected', 'void'];
const letters: Record<string, 'allowed' | Refusal> = { A: 'allowed', r: 'role', s: 'scope', t: 'state', l: 'locked' };

const nobody = { author: 'rrrrrrr', ownUnit: 'rrrrrrr', routedReviewer: 'rrrrrrr', none: 'rrrrrrr' };

const expected: Record<MutationType, Record<Role, Record<Relation, string>>> = {
  new: {
    reporter: { author: 'rrrrrrr', ownUnit: 'Atttltt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  edit: {
    reporter: { author: 'tAAAltt', ownUnit: 'tAAAltt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  submit: {
    reporter: { author: 'tAtAltt', ownUnit: 'tAtAltt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  void: {
    reporter: { author: 'tAAAlAt', ownUnit: 'tAAAlAt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  comment: {
    reporter: { author: 'tAAAAAt', ownUnit: 'tAAAAAt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: { author: 'tAAAAAt', ownUnit: 'sssssss', routedReviewer: 'tAAAAAt', none: 'sssssss' },
    administrator: nobody,
  },
  review: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', routedReviewer: 'ttAtttt', none: 'sssssss' },
    administrator: nobody,
  },
  reopen: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', routedReviewer: 'ttttAAt', none: 'sssssss' },
    administrator: nobody,
  },
  resolve: {
    reporter: { author: 'tAAAltt', ownUnit: 'tAAAltt', routedReviewer: 'sssssss', none: 'sssssss' },
    reviewer: nobody,
    administrator: nobody,
  },
  move: {
    reporter: nobody,
    reviewer: { author: 'rrrrrrr', ownUnit: 'sssssss', routedReviewer: 'ttAAlAt', none: 'sssssss' },
    administrator: nobody,
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

describe('acts that are about no single entry', () => {
  it('a plan is changed by reviewers of the body that keeps it, and by nobody else', () => {
    expect(mayAct('changePlan', [{ role: 'reviewer', relation: 'steward' }])).toBe(true);
    for (const role of ['reporter', 'reviewer', 'administrator'] as const)
      expect(mayAct('changePlan', [{ role, relation: 'none' }])).toBe(false);
    expect(mayAct('changePlan', [{ role: 'administrator', relation: 'steward' }])).toBe(false);
  });

  it('people are moved to another unit by an administrator', () => {
    const may = (['reporter', 'reviewer', 'administrator'] as const).filter((role) => mayAct('moveRoles', [{ role, relation: 'none' }]));
    expect(may).toEqual(['administrator']);
    expect(mayAct('moveRoles', [])).toBe(false);
  });
});
