import { beginTheDay, busyDeeds } from './draw-busy.ts';
import type { Draw } from './draw-choices.ts';
import * as deed from './draw-deeds.ts';
import { RareDeeds } from './draw-rare.ts';
import type { Phone } from './phone.ts';
import { seededRandom } from './random.ts';
import type { World } from './world.ts';

/** The other runs stay what they were: some of them are kept because something was once lost in them. */
const byHandEvery = 5;

/** None of the kept runs is among those in which people have much to do with each other. */
const busyEvery = 13;
const busyIn = [1, 5, 6, 8, 11, 12];

/** Draws a run's steps and plays them. */
export async function playDrawn(world: World, seed: number): Promise<void> {
  const random = seededRandom(seed * 2 + 1);
  let marks = 0;
  const draw = { world, random, mark: () => (marks += 1), byHand: seed % byHandEvery === 0 };
  const rare = RareDeeds.in(world, seed);
  const isBusy = busyIn.includes(seed % busyEvery);
  if (isBusy) await beginTheDay(draw);
  const steps = 25 + random.below(41);
  for (let step = 0; step < steps; step += 1) {
    world.pass(1 + random.below(20_000));
    await (isBusy ? playUntilDone(draw) : playOne(draw, deeds));
    await rare?.perhaps();
  }
  await world.renewServer();
}

/** Weight and deed. */
type Deeds = readonly (readonly [number, (draw: Draw, phone: Phone) => Promise<void>])[];

const deeds: Deeds = [
  [8, deed.writeEntry],
  [14, deed.changeEntry],
  [3, deed.openForm],
  [4, deed.saveForm],
  [1, deed.discardForm],
  [3, deed.takeBack],
  [5, deed.review],
  [1, deed.comment],
  [1, deed.dismissRefused],
  [2, deed.tryAgain],
  [14, deed.beginSending],
  [5, deed.beginExchange],
  [6, deed.sendAll],
  [8, deed.sendThroughMishaps],
  [22, deed.moveFlight],
  [3, deed.moveEntry],
  [2, deed.settleConflict],
  [1, deed.writeAsNewerBuild],
  [3, deed.killPhone],
  [4, deed.armKill],
  [1, deed.losePower],
  [2, deed.replay],
  [2, deed.clone],
  [3, deed.copyServer],
  [2, deed.restoreServer],
  [2, deed.moveGrant],
  [1, deed.borrowSession],
];

async function playOne(draw: Draw, choice: Deeds): Promise<void> {
  const phone = draw.random.pick([...draw.world.phones.values()]);
  if (!phone) return;
  let left = draw.random.below(choice.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, play] of choice) {
    left -= weight;
    if (left < 0) return play(draw, phone);
  }
}

const allDeeds: Deeds = [...deeds, ...busyDeeds];
const mostTries = 6;

/** What has nothing to do leaves no trace, and something else is drawn. */
async function playUntilDone(draw: Draw): Promise<void> {
  const before = draw.world.trace.length;
  for (let tries = 0; tries < mostTries && draw.world.trace.length === before; tries += 1) await playOne(draw, allDeeds);
}
