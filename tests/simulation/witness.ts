import type { World } from './world.ts';

/** A short written schedule in which a rule is needed: with the rule it ends well, without it the named promise breaks. */
export interface Witness {
  /** Of sync card 7. */
  invariant: number;
  /** Photos go to the real disk store. */
  onDisk?: true;
  play: (world: World) => Promise<void>;
}
