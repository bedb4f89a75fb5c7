/** A rule taken away: the one place in `file` that reads `find` reads `replace` instead. */
export interface Bug {
  name: string;
  file: string;
  find: string;
  replace: string;
}

export const bugs = [
  {
    name: 'content-hash',
    file: 'src/server/sync/push.ts',
    find: `if (first !== change.hash) return true;`,
    replace: `if (first === null) return true;`,
  },
  {
    name: 'generation',
    file: 'src/localdb/apply-response.ts',
    find: `if (sync.generation !== built.generation || replica.id !== built.replica) return { status: 'stale' };`,
    replace: `if (replica.id !== built.replica) return { status: 'stale' };`,
  },
  {
    name: 'cursor-order',
    file: 'src/server/sync/pull.ts',
    find: `.orderBy('sequence')`,
    replace: `.orderBy('id')`,
  },
  {
    name: 'review-compare',
    file: 'src/server/sync/apply-mutation.ts',
    find: `      // Nobody decides about what they have not seen.
      if (!(await isUndecidedSince(desk, change, entry, sender))) return held('stale_review');`,
    replace: '',
  },
  {
    name: 'contiguous-numbers',
    file: 'src/server/sync/push.ts',
    find: `    if (change.n > last + 1) break;
`,
    replace: '',
  },
  {
    name: 'savepoint',
    file: 'src/server/sync/push.ts',
    find: `const tried = await attempt(tx, apply);`,
    replace: `const tried = await apply().then((value) => ({ ok: true, value }), (error) => ({ ok: false, error }));`,
  },
  {
    name: 'result-replay',
    file: 'src/server/sync/push.ts',
    find: `      pushed.results.push(asResult(change.n, before.verdict));
      touch(pushed, change, null);`,
    replace: `      touch(pushed, change, null);`,
  },
  {
    name: 'held-kept',
    file: 'src/localdb/apply-response.ts',
    find: `await db.held.bulkPut(refused);`,
    replace: '',
  },
  {
    name: 'refused-until-answered',
    file: 'src/localdb/apply-response.ts',
    find: `later.n > refused.n && covers(readBody(later), readBody(refused))`,
    replace: `later.n > refused.n`,
  },
  {
    name: 'dismissal-told',
    file: 'src/localdb/dismiss-refused.ts',
    find: `if (sentAs) await appendMutation(db, { type: 'dismiss', id: entry, held: sentAs }, { at: now });`,
    replace: '',
  },
  {
    name: 'own-branch',
    file: 'src/domain/merge.ts',
    find: `replica === from.replica || `,
    replace: '',
  },
  {
    name: 'own-branch-renamed',
    file: 'src/domain/merge.ts',
    find: ` || from.renamed?.has(revision) === true`,
    replace: '',
  },
  {
    name: 'set-merge',
    file: 'src/domain/entry.ts',
    find: `new Set([...(Array.isArray(before) ? (before as string[]) : []), ...(change.add?.[field] ?? [])])`,
    replace: `new Set(change.add?.[field] ?? [])`,
  },
  {
    name: 'manual-merge',
    file: 'src/domain/merge.ts',
    find: `policyOf(field) !== 'manual' && from.at >= writer[2]`,
    replace: `from.at >= writer[2]`,
  },
  {
    name: 'loser-kept',
    file: 'src/server/sync/apply-mutation.ts',
    find: `const conflicts = [...stored.entry.conflicts, ...merged.conflicts];`,
    replace: `const conflicts = stored.entry.conflicts;`,
  },
  {
    name: 'loser-in-history',
    file: 'src/server/sync/apply-mutation.ts',
    find: `differenceWithLost(stored?.entry ?? null, entry, next.lost)`,
    replace: `differenceWithLost(stored?.entry ?? null, entry, new Map())`,
  },
  {
    name: 'photo-offset',
    file: 'src/server/blobs/disk/disk-blob-store.ts',
    find: `const misplaced = (await sizeOf(from)) !== offset || offset >= body.size;`,
    replace: `const misplaced = offset >= body.size;`,
  },
  {
    name: 'photo-hash',
    file: 'src/server/blobs/disk/disk-blob-store.ts',
    find: `return bytes.length === declared.size && createHash('sha256').update(bytes).digest('base64url') === declared.sha256;`,
    replace: `return bytes.length === declared.size;`,
  },
  {
    name: 'text-before-photos',
    file: 'src/sync/send-photos.ts',
    find: `if ((await newestWaiting(db)) > newestText) outcome = { status: 'textWaiting' };
      else going`,
    replace: `going`,
  },
  {
    name: 'user-isolation',
    file: 'src/server/sync/synchronise.ts',
    find: `if (request.user !== session.person) return { status: 'wrong_user' };`,
    replace: '',
  },
  {
    name: 'atomic-save',
    file: 'src/localdb/save-entry.ts',
    find: `  return db.transaction('rw', [...mutationTables(db), db.drafts, db.photos], async () => {`,
    replace: `  await db.drafts.delete(draft.id);
  return db.transaction('rw', [...mutationTables(db), db.drafts, db.photos], async () => {`,
  },
  {
    name: 'append-only',
    file: 'src/localdb/append-mutation.ts',
    find: `db.outbox.add(appended)`,
    replace: `db.outbox.where('entry').equals(change.id).delete().then(() => db.outbox.add(appended))`,
  },
  {
    name: 'epoch',
    file: 'src/localdb/apply-response.ts',
    // Either sign is enough for what the phone itself had sent: without this rule neither is looked at.
    find: `if (sync.epoch !== null && sync.epoch !== answer.epoch) {
      await enterEpoch(db, sync, answer);
      return { status: 'newEpoch' };
    }
    if (answer.acknowledged < sync.acknowledged) {`,
    replace: `if (false) {`,
  },
  {
    name: 'put-back',
    file: 'src/localdb/apply-response.ts',
    find: `if (answer.acknowledged < sync.acknowledged) {`,
    replace: `if (false) {`,
  },
  {
    name: 'resend-on-epoch',
    file: 'src/localdb/recover.ts',
    find: `await db.outbox.where('n').belowOrEqual(copied).delete();`,
    replace: `await db.outbox.where('n').belowOrEqual(sync.acknowledged).delete();`,
  },
  {
    name: 'origin-asked',
    file: 'src/server/sync/push.ts',
    find: `const twin = twins.of(change);`,
    replace: `const twin = null as ReturnType<typeof twins.of>;`,
  },
  {
    name: 'origin-told',
    file: 'src/localdb/recover.ts',
    find: `origin: body.origin ?? [from, row.n] `,
    replace: '',
  },
  {
    name: 'gone-on-move',
    file: 'src/server/sync/apply-mutation.ts',
    find: `    ...left.flatMap((scope) => rows(scope, 'moved', everyFile)),`,
    replace: '',
  },
  {
    name: 'drop',
    file: 'src/server/sync/pull.ts',
    find: `drop: [...asked].filter((scope) => scope !== 'catalogue' && !scopes.includes(scope)).sort(),`,
    replace: `drop: [],`,
  },
  {
    name: 'stranded',
    file: 'src/localdb/forget-lost.ts',
    find: `if (await hasUnsentWork(db, row)) {`,
    replace: `if (false) {`,
  },
  {
    name: 'log-until-safe',
    file: 'src/localdb/apply-response.ts',
    find: `const copied = Math.min(answer.safe, acknowledged);`,
    replace: `const copied = acknowledged;`,
  },
  {
    name: 'safe-after-copy',
    file: 'src/server/sync/synchronise.ts',
    find: `      safe,`,
    replace: `      safe: facts.pushed.acknowledged,`,
  },
  {
    name: 'bytes-until-copied',
    file: 'src/server/sync/synchronise.ts',
    find: `...(copiedAt !== null && { copiedAt }),`,
    replace: `copiedAt: facts.now + 1,`,
  },
  {
    name: 'strict-on-disk',
    file: 'src/localdb/database.ts',
    find: `chromeTransactionDurability: 'strict', `,
    replace: '',
  },
  {
    name: 'clock',
    file: 'src/domain/merge.ts',
    find: `return Math.max(facts.baseAt, facts.receivedAt - Math.max(0, facts.deviceNow - change.at));`,
    replace: `return change.at;`,
  },
  {
    name: 'estimate-floor',
    file: 'src/domain/merge.ts',
    find: `return Math.max(facts.baseAt, facts.receivedAt - Math.max(0, facts.deviceNow - change.at));`,
    replace: `return facts.receivedAt - Math.max(0, facts.deviceNow - change.at);`,
  },
  {
    name: 'estimate-ceiling',
    file: 'src/domain/merge.ts',
    find: `facts.receivedAt - Math.max(0, facts.deviceNow - change.at)`,
    replace: `facts.receivedAt - (facts.deviceNow - change.at)`,
  },
] as const satisfies readonly Bug[];

export type BugName = (typeof bugs)[number]['name'];
