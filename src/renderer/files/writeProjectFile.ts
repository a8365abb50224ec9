import type { HostArgument, HostResults } from '../../shared/api/contract.ts';
import { host } from '../host/hostClient.ts';
import { codeOf, isConnectionLost } from './faultWords.ts';

/** By path, what was sent when the connection was lost: nobody knows which of it the host has still written. */
const unanswered = new Map<string, Set<string>>();

/**
 * Writes a project's file; the answer is where and its new hash. What an earlier try has written without a word about it
 * is no change by someone else. Throws ProblemError as `saveDocument` does.
 */
export async function writeProjectFile(
  request: HostArgument<'saveDocument'>,
): Promise<HostResults['saveDocument']> {
  const { path, text } = request;
  try {
    const saved = await host().call.saveDocument(request);
    unanswered.delete(path);
    return saved;
  } catch (error) {
    if (isConnectionLost(error)) unanswered.set(path, new Set([...(unanswered.get(path) ?? []), text]));
    const own = unanswered.get(path);
    if (codeOf(error) !== 'changed-on-disk' || own === undefined) throw error;
    const found = await host().call.openDocument({ path });
    if (!own.has(found.text)) throw error;
    return host().call.saveDocument({ ...request, expected: found.hash });
  }
}
