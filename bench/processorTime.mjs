import { readFileSync } from 'node:fs';

/**
 * Milliseconds that a process, by its id or `self`, has computed so far, and its children that have ended. Linux alone.
 * @param {string} id
 */
export function processorTime(id) {
  // After the name in brackets field 14 and 15 are the process's own time, 16 and 17 its children's, in hundredths of a second.
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return { own: 10 * (user + system), children: 10 * (childrenUser + childrenSystem) };
}
