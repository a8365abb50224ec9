import { X } from 'lucide-react';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { jumpTo } from '../problems/jump.ts';
import { dismissRefusal, useRefusal } from './startTraining.ts';

/**
 * Why training did not start, with the way to the node that is at fault; nothing where it was not refused.
 */
export function StartRefusal() {
  const problem = useRefusal();
  if (problem === null) return null;
  const { message, node } = problem;
  return (
    <Notice
      kind="fault"
      actions={
        <>
          {node === undefined ? null : <Button onPress={() => jumpTo(node)}>Show</Button>}
          <IconButton label="Dismiss" icon={<X aria-hidden />} onPress={dismissRefusal} />
        </>
      }
    >
      {`Training did not start: ${message}`}
    </Notice>
  );
}
