import type { EntryStatus } from './entry.ts';

export type Role = 'reporter' | 'reviewer' | 'administrator';
/**
 * `author` created or edited the entry; `ownUnit` has a role in its unit; `coOrganiser` has one in a unit that the entry
 * names as having held it together; `routedReviewer` reviews its unit.
 */
export type Relation = 'author' | 'ownUnit' | 'coOrganiser' | 'routedReviewer' | 'none';
export type MutationType =
  | 'new'
  | 'edit'
  | 'submit'
  | 'review'
  | 'withdraw'
  | 'comment'
  | 'void'
  | 'reopen'
  | 'resolve'
  | 'move'
  | 'dismiss';

/** Why a change is not carried out. It is kept with the reason, on both sides. */
export type Refusal = 'role' | 'scope' | 'state' | 'locked';

/** `absent` is the state of an entry that does not exist yet. */
export type Standing = EntryStatus | 'absent';

interface Rule {
  role: Role | 'anybody';
  relations: readonly Relation[];
  statuses: readonly Standing[];
}

/**
 * The one table of who may do which change, at which state of the entry (architecture card, idea 6).
 * An administrator's role appears nowhere: by itself it opens no content.
 */
const table: Record<MutationType, Rule> = {
  new: { role: 'reporter', relations: ['ownUnit'], statuses: ['absent'] },
  edit: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'submitted', 'returned'] },
  submit: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'returned'] },
  void: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'submitted', 'returned', 'rejected'] },
  comment: {
    role: 'reporter',
    relations: ['author', 'ownUnit', 'routedReviewer'],
    statuses: ['draft', 'submitted', 'returned', 'approved', 'rejected'],
  },
  review: { role: 'reviewer', relations: ['routedReviewer'], statuses: ['submitted'] },
  // And only by whoever decided: the server asks that of the entry itself.
  withdraw: { role: 'reviewer', relations: ['routedReviewer'], statuses: ['returned', 'approved', 'rejected'] },
  reopen: { role: 'reviewer', relations: ['routedReviewer'], statuses: ['approved', 'rejected'] },
  resolve: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'submitted', 'returned'] },
  // Of both units: the server asks for the one it leaves and the one it goes to.
  move: { role: 'reviewer', relations: ['routedReviewer'], statuses: ['submitted', 'returned', 'rejected'] },
  // Of the refused change, not of the entry: who lost their office since is not left with it.
  dismiss: {
    role: 'anybody',
    relations: ['author'],
    statuses: ['absent', 'draft', 'submitted', 'returned', 'approved', 'rejected', 'void'],
  },
};

/** Changes that reviewers may make beside their own row of the table. */
const sharedWithReviewers: readonly MutationType[] = ['comment'];

export interface Question {
  type: MutationType;
  /** Null for somebody without any. */
  role: Role | null;
  relation: Relation;
  status: Standing;
}

export function decide(question: Question): 'allowed' | Refusal {
  const rule = table[question.type];
  const isAnybodys = rule.role === 'anybody';
  const roleFits =
    isAnybodys || question.role === rule.role || (question.role === 'reviewer' && sharedWithReviewers.includes(question.type));
  if (!roleFits) return 'role';
  if (!rule.relations.includes(question.relation)) return isAnybodys || question.relation === 'author' ? 'role' : 'scope';
  // A reviewer's comment needs the route, a reporter's the unit: neither borrows the other's way in.
  if (question.role === 'reporter' && question.relation === 'routedReviewer') return 'scope';
  if (question.role === 'reviewer' && question.relation === 'ownUnit') return 'scope';
  if (rule.statuses.includes(question.status)) return 'allowed';
  return question.status === 'approved' && question.type !== 'review' ? 'locked' : 'state';
}

/** Who may read an entry and its photos. Having written one opens nothing once the unit is lost. */
const readers: Record<Role, readonly Relation[]> = {
  reporter: ['ownUnit', 'coOrganiser'],
  reviewer: ['routedReviewer'],
  administrator: [],
};

export function mayReadAs(role: Role, relation: Relation): boolean {
  return readers[role].includes(relation);
}

/** Acts that are no change of an entry's content by its own people. */
export type Act = 'changePlan' | 'changeSchedule' | 'moveRoles' | 'changePeople' | 'erase';

/** Where somebody stands towards what an act is about: `steward` holds the role in the body that keeps it. */
export interface ActStanding {
  role: Role;
  relation: 'steward' | 'none';
}

const acts: Record<Act, ActStanding[]> = {
  changePlan: [{ role: 'reviewer', relation: 'steward' }],
  // The unit's own people write when it airs.
  changeSchedule: [{ role: 'reporter', relation: 'steward' }],
  // People and units, and no content.
  moveRoles: [
    { role: 'administrator', relation: 'steward' },
    { role: 'administrator', relation: 'none' },
  ],
  // Who is here and in which office; the password is the person's own.
  changePeople: [
    { role: 'administrator', relation: 'steward' },
    { role: 'administrator', relation: 'none' },
  ],
  // Content goes by it, and none is opened.
  erase: [
    { role: 'administrator', relation: 'steward' },
    { role: 'administrator', relation: 'none' },
  ],
};

/** One standing that allows it is enough. */
export function mayAct(act: Act, standings: readonly ActStanding[]): boolean {
  return standings.some((standing) => acts[act].some((rule) => rule.role === standing.role && rule.relation === standing.relation));
}
