/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts microseconds
 * @property {number} [dur]
 * @property {number} [tdur] time on the processor
 * @property {{ name?: string, data?: { type?: string } }} [args]
 */

/**
 * What Chromium's trace tells of the time while `act` runs.
 * @param {Page} page
 * @param {() => Promise<void>} act
 */
export async function trace(page, act) {
  const session = await page.context().newCDPSession(page);
  /** @type {TraceEvent[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(.../** @type {any} */ (value)));
  const traceConfig = { includedCategories: ['devtools.timeline', 'toplevel'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  try {
    await act();
  } finally {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
  }
  return events;
}

/**
 * The renderer's main thread between one move of the mouse and the next: all it worked for a move, in milliseconds on
 * the processor, and the share of each kind. The last move, which has no next, is left out.
 * @param {readonly TraceEvent[]} events
 */
export function workByMove(events) {
  const thread = mainThread(events);
  const own = events.filter((event) => event.ph === 'X' && isOn(event, thread)).sort(byStart);
  const moves = own.filter(isMove).map(({ ts }) => ts);
  const work = moves.slice(1).map(() => 0);
  let end = -Infinity;
  for (const task of own) {
    if (!isTask(task) || task.ts < end) continue;
    end = task.ts + (task.dur ?? 0);
    // A task belongs to the last move that came before its end: the move may be within it.
    const move = moves.findLastIndex((ts) => ts < end);
    if (move >= 0 && move < work.length) work[move] += (task.tdur ?? task.dur ?? 0) / 1000;
  }
  return work;
}

/** @param {TraceEvent} event */
function isTask({ name }) {
  return name === 'RunTask' || name === 'ThreadControllerImpl::RunTask';
}

/** @param {TraceEvent} event */
function isMove({ name, args }) {
  return name === 'EventDispatch' && args?.data?.type === 'mousemove';
}

/** @param {TraceEvent} a @param {TraceEvent} b */
function byStart(a, b) {
  return a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0);
}

/** @param {TraceEvent} event @param {{ pid: number, tid: number }} thread */
function isOn(event, thread) {
  return event.pid === thread.pid && event.tid === thread.tid;
}

/** The main thread of the page that was moved over. @param {readonly TraceEvent[]} events */
function mainThread(events) {
  const move = events.find(isMove);
  if (move === undefined) throw new Error('the trace has no move of the mouse');
  return { pid: move.pid, tid: move.tid };
}
