import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest begins first: begun last, the main job keeps one worker for 100 seconds while the others have nothing
 * left to do. On a fresh machine Vitest knows no durations and goes by the size of files, which says nothing of browsers.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    // A stable sort: what is not named stays as it was.
    return [...others].sort((left, right) => placeOf(left) - placeOf(right));
  }
}

/** Over half a minute each. A file that is missing here is only begun later. */
const longest = [
  'contracts/database.test.ts',
  'simulation/simulation.test.ts',
  'contracts/progress.test.ts',
  'domain/kinds.test.ts',
  'journeys/screens.test.ts',
  'journeys/screens-in-use.test.ts',
  'browser/review.test.ts',
  'journeys/update.test.ts',
  'journeys/main-job.test.ts',
  'journeys/storage-trouble.test.ts',
  'journeys/server-killed.test.ts',
  'browser/vietnamese-typing-elsewhere.test.ts',
  'journeys/first-start.test.ts',
  'journeys/plan.test.ts',
  'journeys/share.test.ts',
  'journeys/offline.test.ts',
  'journeys/erase.test.ts',
  'journeys/joint.test.ts',
  'browser/held.test.ts',
  'browser/form-in-use.test.ts',
  'journeys/two-devices.test.ts',
  'browser/photo-pipeline.test.ts',
  'journeys/killed-phone.test.ts',
];

function placeOf(file: TestSpecification): number {
  const place = longest.findIndex((each) => file.moduleId.endsWith(`/tests/${each}`));
  return place < 0 ? longest.length : place;
}
