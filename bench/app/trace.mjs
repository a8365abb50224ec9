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
 * What the renderer's main thread worked for each frame in which the mouse moved, in milliseconds on the processor: all
 * its tasks since the frame before, up to the one that hands this frame on.
 * @param {readonly TraceEvent[]} events
 */
export function workByFrame(events) {
  const thread = mainThread(events);
  const own = events.filter((event) => event.ph === 'X' && isOn(event, thread)).sort(byStart);
  /** @type {number[]} */
  const frames = [];
  let work = 0;
  let hasMoved = false;
  let wasDrawn = false;
  let end = -Infinity;
  for (const event of own) {
    if (event.ts >= end && wasDrawn) {
      if (hasMoved) frames.push(work);
      work = 0;
      hasMoved = false;
      wasDrawn = false;
    }
    if (isTask(event) && event.ts >= end) {
      end = event.ts + (event.dur ?? 0);
      work += (event.tdur ?? event.dur ?? 0) / 1000;
    }
    hasMoved ||= isMove(event);
    wasDrawn ||= event.name === 'Layerize';
  }
  return frames;
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
