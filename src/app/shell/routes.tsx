import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useDevice } from '../state/device.tsx';
import { useLostWork } from '../state/lost-work.ts';
import { useWeekHome } from '../state/week-home.ts';
import { Today } from '../today/today.tsx';
import { lazyExtra, lazyPart } from '../ui/lazy-part.tsx';

const NoAccess = lazyPart(async () => (await import('../today/no-access.tsx')).NoAccess);
const Log = lazyPart(async () => (await import('../log/log.tsx')).Log);
const ReviewerLog = lazyPart(async () => (await import('../log/reviewer-log.tsx')).ReviewerLog);
const EntryPage = lazyPart(async () => (await import('./entry-page.tsx')).EntryPage);
const Import = lazyPart(async () => (await import('../import/import-screen.tsx')).Import);
const Outbox = lazyPart(async () => (await import('../outbox/outbox.tsx')).Outbox);
const Me = lazyPart(async () => (await import('../me/me.tsx')).Me);
const Help = lazyPart(async () => (await import('../help/help.tsx')).Help);
/**
 * The forms' shared code, fetched while nobody waits for it: the first form then opens at once, also where the worker
 * has not finished its own copy.
 */
export function prefetchForms(): void {
  window.setTimeout(() => void import('../entry/entry-form.tsx').catch(() => {}), 2000);
}

const ChooseKind = lazyPart(async () => (await import('../entry/choose-kind.tsx')).ChooseKind);
const NewEntry = lazyPart(async () => (await import('../entry/entry-form.tsx')).NewEntry);
const EditEntry = lazyPart(async () => (await import('../entry/entry-form.tsx')).EditEntry);
const FixEntry = lazyPart(async () => (await import('../entry/entry-form.tsx')).FixEntry);
const ContinueDraft = lazyPart(async () => (await import('../entry/entry-form.tsx')).ContinueDraft);
const Capture = lazyPart(async () => (await import('../capture/capture.tsx')).Capture);
const HeldScreen = lazyPart(async () => (await import('../held/held-screen.tsx')).HeldScreen);
const NotReceived = lazyPart(async () => (await import('../inbox/not-received.tsx')).NotReceived);
const ReviewQueue = lazyPart(async () => (await import('../review/review-queue.tsx')).ReviewQueue);

const PlanDesk = lazyPart(async () => (await import('../plan/plan-desk.tsx')).PlanDesk);
const Administration = lazyPart(async () => (await import('./administration.tsx')).Administration);
const OwnTasks = lazyPart(async () => (await import('../plan/own-tasks.tsx')).OwnTasks);
/** The day's screen stands, and answers, without it. */
const DayCards = lazyExtra(async () => (await import('./day-cards.tsx')).DayCards);
const TakeBackCard = lazyExtra(async () => (await import('../mirror/take-back-card.tsx')).TakeBackCard);
const ScheduleScreen = lazyPart(async () => (await import('../schedule/schedule-screen.tsx')).ScheduleScreen);
const LineScreen = lazyPart(async () => (await import('../schedule/line-screen.tsx')).LineScreen);
const HolidayScreen = lazyPart(async () => (await import('../schedule/holiday-screen.tsx')).HolidayScreen);
const WeekHome = lazyPart(async () => (await import('./week-home.tsx')).WeekHome);
const WeekGrid = lazyPart(async () => (await import('../schedule/week-grid.tsx')).WeekGrid);

/** Every address of the app and the screen behind it. */
export function InsideRoutes() {
  return (
    <Suspense>
      <Switch>
        <Route path="/">
          <Home />
        </Route>
        <Route path="/today">
          <Day />
        </Route>
        <Route path="/new">
          <ChooseKind />
        </Route>
        <Route path="/new/:kind">{({ kind }) => <NewEntry key={kind} kind={kind} />}</Route>
        <Route path="/draft/:id">{({ id }) => <ContinueDraft key={id} id={id} />}</Route>
        <Route path="/capture">
          <Capture />
        </Route>
        <Route path="/share">
          <NotReceived isSignedIn />
        </Route>
        <Route path="/log">
          <LogOfRole />
        </Route>
        <Route path="/e/:id">{({ id }) => <EntryPage key={id} id={id} />}</Route>
        <Route path="/e/:id/edit">{({ id }) => <EditEntry key={id} id={id} />}</Route>
        <Route path="/e/:id/fix">{({ id }) => <FixEntry key={id} id={id} />}</Route>
        <Route path="/import/:kind?">{({ kind }) => <ImportOfReporter kind={kind} />}</Route>
        <Route path="/outbox">
          <Outbox>
            <LostWork />
          </Outbox>
        </Route>
        <Route path="/me">
          <Me />
        </Route>
        <Route path="/help">
          <Help />
        </Route>
        <Route path="/units">
          <Administration />
        </Route>
        <Route path="/people">
          <Administration />
        </Route>
        <Route path="/schedule">
          <ScheduleScreen />
        </Route>
        <Route path="/schedule/week">
          <WeekGrid />
        </Route>
        <Route path="/schedule/new">
          <LineScreen line={null} />
        </Route>
        <Route path="/schedule/line/:id">{({ id }) => <LineScreen key={id} line={id} />}</Route>
        <Route path="/schedule/holiday">
          <HolidayScreen />
        </Route>
        <Route path="/plan/:id?">{({ id }) => <PlanOfRole id={id} />}</Route>
        <Route path="/plan/:id/edit">{({ id }) => <PlanOfRole id={id} part="edit" />}</Route>
        <Route path="/plan/:id/task/:task">{({ id, task }) => <PlanOfRole id={id} part="task" task={task} />}</Route>
        <Route path="/held/:own?">{({ own }) => <HeldScreen key={own} isOwn={own !== undefined} />}</Route>
        <Route path="/review/:id?">{({ id }) => <Review id={id} />}</Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </Suspense>
  );
}

/** The first thing each role needs. */
function Home() {
  const { roles } = useDevice().person;
  const isWeek = useWeekHome();
  if (roles.includes('reviewer')) return <Redirect to="/review" replace />;
  if (!roles.includes('reporter')) return <NoAccess />;
  if (isWeek === undefined) return null;
  return isWeek ? <WeekHome urgent={<LostWork />} /> : <Day />;
}

function Day() {
  return (
    <Today urgent={<LostWork />}>
      <Suspense>
        <DayCards />
      </Suspense>
    </Today>
  );
}

function LostWork() {
  const { entries } = useLostWork();
  return (
    entries > 0 && (
      <Suspense>
        <TakeBackCard />
      </Suspense>
    )
  );
}

/** Who reviews nothing goes where their own work is. */
function Review({ id }: { id: string | undefined }) {
  const { roles } = useDevice().person;
  if (!roles.includes('reviewer')) return <Redirect to="/" replace />;
  return id ? <ReviewQueue selected={id} /> : <ReviewQueue />;
}

/** A supervisor sees everybody's tasks, a reporter their own units'. */
function PlanOfRole({ id, part, task }: { id?: string | undefined; part?: 'edit' | 'task'; task?: string }) {
  const { roles } = useDevice().person;
  if (!roles.includes('reviewer')) return <OwnTasks />;
  return <PlanDesk {...(id !== undefined && { id })} {...(part && { part })} {...(task !== undefined && { task })} />;
}

function ImportOfReporter({ kind }: { kind: string | undefined }) {
  const { roles } = useDevice().person;
  return roles.includes('reporter') ? <Import kind={kind} /> : <Redirect to="/" replace />;
}

function LogOfRole() {
  const { roles } = useDevice().person;
  return roles.includes('reporter') ? <Log /> : <ReviewerLog />;
}
