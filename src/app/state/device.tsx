import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { CurrentPerson } from '../../localdb/current-person.ts';
import type { SyncProgress, SyncRunner } from '../../sync/outcome.ts';

/** What every screen works with: this person's database, the runner that sends, and the clock. */
export interface Device {
  db: LocalDatabase;
  runner: SyncRunner;
  person: CurrentPerson;
  now: () => number;
}

export const DeviceContext = createContext<Device | null>(null);

export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('a screen was shown outside its device');
  return device;
}

export function useSyncProgress(): SyncProgress {
  const { runner } = useDevice();
  return useSyncExternalStore(runner.subscribe, runner.progress);
}
