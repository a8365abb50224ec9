import { type Mend, ProblemError } from '../../shared/problem.ts';
import { applyMend } from '../edits/applyMend.ts';
import { edit, select } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';

/** Makes the change that a mend offers, in one undo step, and selects the node that it put in. */
export function makeMend(mend: Mend): void {
  let inserted: string | null = null;
  try {
    edit(mend.title, (draft) => {
      inserted = applyMend(draft, mend);
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    notify(error.message);
    return;
  }
  if (inserted !== null) select([inserted]);
  else notify(`Done: ${mend.title}`);
}
