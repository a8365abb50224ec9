import { Wrench } from 'lucide-react';
import type { Problem } from '../../shared/problem.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { makeMend } from './mend.ts';

/** A fault's sentence with a button for each mend it offers. */
export function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { message, mends = [] } = problem;
  return (
    <Notice kind="fault" actions={mends.length === 0 ? undefined : <MendButtons problem={problem} />}>
      {message}
    </Notice>
  );
}

/** A button for each mend of a fault; nothing where it offers none. */
export function MendButtons({ problem: { mends = [] } }: { readonly problem: Problem }) {
  return mends.map((mend) => (
    <Button key={mend.title} icon={<Wrench aria-hidden />} onPress={() => makeMend(mend)}>
      {mend.title}
    </Button>
  ));
}
