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
      if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');`,
    replace: '',
  },
  {
    name: 'withdraw-compare',
    file: 'src/server/sync/apply-mutation.ts',
    find: `      return (await hasItsContentSince(desk, change, entry, sender)) ? undefined : held('stale_review');`,
    replace: `      return undefined;`,
  },
  {
    name: 'move-compare',
    file: 'src/server/sync/apply-mutation.ts',
    find: `      if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');
      const target`,
    replace: `      const target`,
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
    find: `      pushed.results.push(asResult(change.n, toldAgain(before.verdict, isErased(change))));
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
    find: `if (isRenamed || isPutBack) {`,
    replace: `if (false) {`,
  },
  {
    name: 'revision-floor',
    file: 'src/server/sync/apply-mutation.ts',
    find: `Math.max((stored?.entry.revision ?? 0) + 1, facts.revisionFloor)`,
    replace: `(stored?.entry.revision ?? 0) + 1`,
  },
  {
    name: 'first-version',
    file: 'src/server/sync/apply-mutation.ts',
    find: `(type === 'new' ? firstVersion : revision)`,
    replace: `revision`,
  },
  {
    name: 'put-back',
    file: 'src/localdb/apply-response.ts',
    find: `const isPutBack = answer.acknowledged < sync.acknowledged;`,
    replace: `const isPutBack = false;`,
  },
  {
    name: 'resend-on-epoch',
    file: 'src/localdb/recover.ts',
    find: `await takeNewName(db, former, { ...newReplica(), keys: former.keys, publicKey: former.publicKey });`,
    replace: `await db.outbox.where('n').belowOrEqual(sync.acknowledged).delete();
  await takeNewName(db, former, { ...newReplica(), keys: former.keys, publicKey: former.publicKey });`,
  },
  {
    name: 'early-again',
    file: 'src/localdb/apply-response.ts',
    find: `const goesAgain = await sendEarlyAgain(db);`,
    replace: `const goesAgain = false;`,
  },
  {
    name: 'early-asked-anew',
    file: 'src/server/sync/twins.ts',
    find: `verdict && isEarly(verdict) && this.#early.has(name) ? null : verdict`,
    replace: `verdict`,
  },
  {
    name: 'early-once',
    file: 'src/server/sync/twins.ts',
    find: `verdict && isEarly(verdict) && this.#early.has(name) ? null : verdict`,
    replace: `verdict && this.#early.has(name) ? null : verdict`,
  },
  {
    name: 'photos-back-on-epoch',
    file: 'src/localdb/recover.ts',
    find: `await photosOfFormerLife(db);`,
    replace: '',
  },
  {
    name: 'copied-in-this-life',
    file: 'src/localdb/former-life.ts',
    find: `      delete photo.storedAt;
`,
    replace: '',
  },
  {
    name: 'answer-of-this-life',
    file: 'src/localdb/answered-upload.ts',
    find: `life.epoch !== askedIn.epoch || life.replica !== askedIn.replica`,
    replace: `false`,
  },
  {
    name: 'bytes-of-what-is-lost',
    file: 'src/localdb/until-copied.ts',
    find: `if (!isNeeded) await`,
    replace: `await`,
  },
  {
    name: 'changes-of-this-life',
    file: 'src/server/sync/synchronise.ts',
    find: `isOfThisLife ? request.mutations : []`,
    replace: `request.mutations`,
  },
  {
    name: 'new-name-on-epoch',
    file: 'src/localdb/recover.ts',
    find: `await takeNewName(db, former, { ...newReplica(), keys: former.keys, publicKey: former.publicKey });`,
    replace: `const acknowledged = Math.min(answer.safe, sync.acknowledged);
  await db.outbox.where('n').belowOrEqual(acknowledged).delete();
  await db.meta.put({ ...(await readSyncState(db)), generation: sync.generation + 1, acknowledged, safe: answer.safe });`,
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
    replace: `copiedAt: facts.now + 120_000,`,
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
  {
    name: 'void-compare',
    file: 'src/server/sync/apply-mutation.ts',
    find: `    case 'void':
    case 'reopen':
      return (await isOwnBranch`,
    replace: `    case 'void':
      return undefined;
    case 'reopen':
      return (await isOwnBranch`,
  },
  {
    name: 'reopen-compare',
    file: 'src/server/sync/apply-mutation.ts',
    find: `    case 'void':
    case 'reopen':
      return (await isOwnBranch`,
    replace: `    case 'reopen':
      return undefined;
    case 'void':
      return (await isOwnBranch`,
  },
  {
    name: 'own-undo',
    file: 'src/server/sync/apply-mutation.ts',
    find: `(await isOwnBranch(desk, change, entry, sender))`,
    replace: `change.base === entry.revision`,
  },
  {
    name: 'own-decision',
    file: 'src/server/sync/apply-mutation.ts',
    find: `if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');
      if (change.verdict`,
    replace: `if (change.base !== entry.revision) return held('stale_review');
      if (change.verdict`,
  },
  {
    name: 'own-decision-then-move',
    file: 'src/server/sync/apply-mutation.ts',
    find: `if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');
      const target`,
    replace: `if (change.base !== entry.revision) return held('stale_review');
      const target`,
  },
  {
    name: 'own-remark',
    file: 'src/server/sync/untouched-since.ts',
    find: `changesContent(type));`,
    replace: `(type !== 'review' && type !== 'withdraw'));`,
  },
  {
    name: 'dismissal-changes-nothing',
    file: 'src/server/sync/own-branch.ts',
    find: `
    .where('type', '!=', 'dismiss')`,
    replace: '',
  },
  {
    name: 'branches-apart',
    file: 'src/server/sync/own-branch.ts',
    find: `(this.#mayStandAt(theirs, each) && this.#isBefore(each))`,
    replace: `this.#isBefore(each)`,
  },
  {
    name: 'file-behind-erased',
    file: 'src/localdb/export-changes.ts',
    find: ` && !isOfErased(row)`,
    replace: '',
  },
  {
    name: 'untold-until-sent',
    file: 'src/localdb/forget-lost.ts',
    find: ` else missing.add(row.id);`,
    replace: '',
  },
  {
    name: 'author-grace',
    file: 'src/server/users/access.ts',
    find: `const authorGrace = 90;`,
    replace: `const authorGrace = -1;`,
  },
  {
    name: 'locked',
    file: 'src/domain/permission.ts',
    find: `edit: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'submitted', 'returned'] },`,
    replace: `edit: { role: 'reporter', relations: ['author', 'ownUnit'], statuses: ['draft', 'submitted', 'returned', 'approved'] },`,
  },
  {
    name: 'questions-before-approval',
    file: 'src/server/sync/apply-mutation.ts',
    find: `return entry.conflicts.length === 0 ? [] : openQuestions(entry, await policiesOf(entry.kind));`,
    replace: `return [];`,
  },
  {
    name: 'questions-before-submission',
    file: 'src/server/sync/apply-mutation.ts',
    find: `const mayBeSubmitted = openQuestions({ conflicts: settled }, policyOf).length === 0;`,
    replace: `const mayBeSubmitted = true;`,
  },
  {
    name: 'unknown-fields',
    file: 'src/protocol/mutation.ts',
    find: `set: z.optional(z.record(z.string(), z.nullable(fieldValue))),`,
    replace: `set: z.optional(
      z.pipe(
        z.record(z.string(), z.nullable(fieldValue)),
        z.transform(({ weather: _unknown, ...known }) => known),
      ),
    ),`,
  },
  {
    name: 'unknown-parts',
    file: 'src/server/sync/push.ts',
    find: `reading.change ? JSON.stringify(body) :`,
    replace: `reading.change ? JSON.stringify({ ...body, mood: undefined }) :`,
  },
  {
    name: 'old-builds',
    file: 'src/server/sync/synchronise.ts',
    find: `const { now } = session;
`,
    replace: `const { now } = session;
  if (request.build < parts.minimumBuild) return { status: 'bad_request' };
`,
  },
  {
    name: 'photo-union',
    file: 'src/domain/entry.ts',
    find: `const photos = united(entry.photos, change.photosAdded, change.photosRemoved);`,
    replace: `const photos = change.photosAdded ?? united(entry.photos, [], change.photosRemoved);`,
  },
  {
    name: 'comments-kept',
    file: 'src/domain/entry.ts',
    find: `comments: [...before.comments, {`,
    replace: `comments: [{`,
  },
  {
    name: 'rights-on-pull',
    file: 'src/server/sync/pull.ts',
    find: `const scopes = await readScopes(tx, request.access, request);`,
    replace: `const scopes = [...new Set([...(await readScopes(tx, request.access, request)), ...Object.keys(request.cursors)])].sort();`,
  },
  {
    name: 'rights-in-snapshot',
    file: 'src/server/sync/synchronise.ts',
    find: `const access = roles ?? facts.access;`,
    replace: `const access = facts.access ?? roles;`,
  },
  {
    name: 'feed-row-moves',
    file: 'src/server/sync/feed.ts',
    find: `        .doUpdateSet((set) => ({ sequence: set.ref('excluded.sequence'), operation: set.ref('excluded.operation') })),`,
    replace: `        .doNothing(),`,
  },
  {
    name: 'sweep-kept',
    file: 'src/localdb/recover.ts',
    find: `sweep: [...new Set([...(sync.sweep ?? []), ...Object.keys(sync.cursors)])],`,
    replace: `sweep: Object.keys(sync.cursors),`,
  },
  {
    name: 'erased-told',
    file: 'src/server/erasure/erase.ts',
    find: `    gone.push(...scopes.map((scope): FeedChange => ({ scope, kind: 'entry', id: wanted.entry, operation: 'purged' })));
`,
    replace: '',
  },
  {
    name: 'erased-former-people',
    file: 'src/server/erasure/erase.ts',
    find: `, ...(await peopleOf(tx, [...units, ...joint, ...coOrganisersOf(entry)]))`,
    replace: '',
  },
  {
    name: 'erased-before-lost',
    file: 'src/server/erasure/erase.ts',
    find: `where('unit', 'in', places)`,
    replace: `where('unit', 'in', places).where('to_day', 'is not', null)`,
  },
  {
    name: 'erased-history',
    file: 'src/server/erasure/erase.ts',
    find: `  await tx.updateTable('mutation').set(wordless).where('unit', 'in', unitsOfHistory(entry)).where('entry', '=', id).execute();
`,
    replace: '',
  },
  {
    name: 'erased-refusals',
    file: 'src/server/erasure/erase.ts',
    find: `  await tx.updateTable('mutation').set(wordless).where('outcome', '=', sql.lit('held')).where('entry', '=', entry).execute();
`,
    replace: '',
  },
  {
    name: 'erased-bytes',
    file: 'src/server/erasure/erase.ts',
    find: `  await parts.erasedBytes.removeLeft();
`,
    replace: '',
  },
  {
    name: 'erased-uploads',
    file: 'src/server/erasure/erase.ts',
    find: `  await parts.uploads.drop(done.photos);
`,
    replace: '',
  },
  {
    name: 'erased-refused',
    file: 'src/server/sync/apply-mutation.ts',
    find: `held('unknown_entry', erasedField)`,
    replace: `held('unknown_entry')`,
  },
  {
    name: 'erased-since-refused',
    file: 'src/server/sync/push.ts',
    find: `verdict.outcome === 'held' && isErased ? `,
    replace: `false ? `,
  },
  {
    name: 'erased-when-brought',
    file: 'src/server/sync/push.ts',
    find: `pending.erasedFrom(entry) !== undefined ? erasedBody :`,
    replace: '',
  },
  {
    name: 'erased-words-here',
    file: 'src/localdb/forget-erased.ts',
    find: `db.held.bulkPut(held.map(withoutWords))`,
    replace: `undefined`,
  },
  {
    name: 'erased-draft',
    file: 'src/localdb/forget-erased.ts',
    find: `db.drafts.delete(id), `,
    replace: '',
  },
  {
    name: 'erased-photos-here',
    file: 'src/localdb/forget-erased.ts',
    find: `  for (const each of photos) await deletePhoto(db, each);
`,
    replace: '',
  },
  {
    name: 'signed-out-session',
    file: 'src/server/users/devices.ts',
    find: `      .set({ ended_at: asking.now })
`,
    replace: `      .set({ ended_at: null })
`,
  },
  {
    name: 'signed-out-name',
    file: 'src/server/sync/replicas.ts',
    find: `  if (known && known.revoked_at !== null && facts.session !== null) return { status: 'revoked' };
`,
    replace: '',
  },
  {
    name: 'file-of-copy-origin',
    file: 'src/server/sync/take-copied.ts',
    find: `[{ ...body, n: given, origin: [first.replica, first.n] }]`,
    replace: `[{ ...body, n: given }]`,
  },
  {
    name: 'file-as-sent',
    file: 'src/localdb/export-changes.ts',
    find: `!numbered.has(row.n) && !isOfErased(row)`,
    replace: `true`,
  },
  {
    name: 'refused-again-told',
    file: 'src/localdb/apply-response.ts',
    find: `if (result?.[1] !== 'held') return [];`,
    replace: `if (result?.[1] !== 'held' || row.resent) return [];`,
  },
  {
    name: 'file-signed',
    file: 'src/server/sync/take-file.ts',
    find: `(isSignedWith(key, file, change) ? readPlace(change) : null)`,
    replace: `readPlace(change)`,
  },
  {
    name: 'file-of-signed-out',
    file: 'src/server/sync/signed-changes.ts',
    find: `    .where('revoked_at', 'is', null)
`,
    replace: '',
  },
  {
    name: 'schedule-asks',
    file: 'src/localdb/schedules.ts',
    find: `edit.rewritten || !stored`,
    replace: `!stored`,
  },
  {
    name: 'schedule-kept',
    file: 'src/localdb/recover.ts',
    find: `  await keepFormerSchedules(db);
`,
    replace: '',
  },
  {
    name: 'schedule-of-another-life',
    file: 'src/localdb/former-schedules.ts',
    find: `const base = Math.min(newest?.revision ?? 0, revision - 1);`,
    replace: `const base = newest?.revision ?? 0;
    if (base >= revision) continue;`,
  },
  {
    name: 'name-of-another-person',
    file: 'src/server/sync/replicas.ts',
    find: `  if (known && known.person !== facts.person) return { status: 'somebody_elses' };
`,
    replace: '',
  },
  {
    name: 'cursors-of-this-life',
    file: 'src/server/sync/synchronise.ts',
    find: `sameEpoch ? request.cursors : {}`,
    replace: `request.cursors`,
  },
  {
    name: 'longest-way',
    file: 'src/localdb/until-copied.ts',
    find: `storedAt + longestWay < copiedAt`,
    replace: `storedAt < copiedAt`,
  },
  {
    name: 'photo-erased-since',
    file: 'src/server/sync/untouched-since.ts',
    find: `  if (erasures.some((revision) => revision > change.base)) return false;
`,
    replace: '',
  },
  {
    name: 'copied-whole',
    file: 'src/server/backup/back-up.ts',
    find: `damaged.length + counted.awaited.length === 0`,
    replace: `counted.awaited.length === 0`,
  },
  {
    name: 'copied-once-awaited',
    file: 'src/server/backup/back-up.ts',
    find: `damaged.length + counted.awaited.length === 0`,
    replace: `damaged.length === 0`,
  },
  {
    name: 'author-grace-on-move',
    file: 'src/server/sync/apply-mutation.ts',
    find: `isAuthor && stored ? await unitsLeft(tx, stored.entry) : []`,
    replace: `[]`,
  },
  {
    name: 'base-of-this-life',
    file: 'src/server/sync/untouched-since.ts',
    find: `return change.base - known <= later.length;`,
    replace: `return true;`,
  },
  {
    name: 'erased-told-again',
    file: 'src/server/sync/push.ts',
    find: `toldAgain(before.verdict, isErased(change))`,
    replace: `before.verdict`,
  },
] as const satisfies readonly Bug[];

export type BugName = (typeof bugs)[number]['name'];
