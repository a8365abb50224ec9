import { readFileSync } from 'node:fs';

/** Ticks of Linux's process times in a second. */
const TICKS = 100;

/** Seconds that a process has used of a core so far, its children not; NaN where that is not to be known. @param {number} pid */
export function processTime(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  // After the name in brackets the 12th and 13th fields are its own time and the system's for it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Seconds that all processes of a Chromium have used of a core so far. @param {import('./browser.mjs').Browser} browser */
export async function browserTime(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
