import { ChevronDown, ChevronUp, CircleAlert, CircleCheck } from 'lucide-react';
import { useId } from 'react';
import { Button } from 'react-aria-components';
import { byteWords, plural, roundCount } from '../figures/quantities.ts';
import { graphTotals } from '../inspector/graphTotals.ts';
import { BYTES_PER_VALUE } from '../inspector/nodeFigures.ts';
import { useAnalysis } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { chosenDevice, deviceWords, useDevices } from '../training/deviceStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { useProblems } from './allProblems.ts';
import styles from './ProblemBar.module.css';
import { ProblemList } from './ProblemList.tsx';
import { showProblems, useProblemBar } from './problemStore.ts';

/** The line at the bottom: how many faults there are, with the list of them above it, and what the graph comes to. */
export function ProblemBar() {
  const problems = useProblems();
  const { isOpen, current } = useProblemBar();
  const list = useId();
  const isFaulty = problems.length > 0;
  const shows = isOpen && isFaulty;
  const at = problems.findIndex(({ key }) => key === current);
  return (
    <section aria-label="Problems and totals">
      {shows ? <ProblemList id={list} problems={problems} current={current} /> : null}
      <div className={styles.bar}>
        <Button
          className={`${styles.count} ${isFaulty ? styles.faulty : ''}`}
          aria-expanded={shows}
          aria-controls={shows ? list : undefined}
          isDisabled={!isFaulty}
          onPress={() => showProblems(!isOpen)}
        >
          {isFaulty ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
          {isFaulty ? plural(problems.length, 'problem') : 'No problems'}
          {isFaulty ? shows ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden /> : null}
        </Button>
        <output className="only-spoken">
          {at === -1 ? '' : `Problem ${at + 1} of ${problems.length}: ${problems[at].problem.message}`}
        </output>
        <Totals />
        <DeviceLine />
      </div>
    </section>
  );
}

function Totals() {
  const analysis = useAnalysis();
  const nodes = useDocument((state) => state.document.nodes.length);
  const { parameters, multiplyAdds, known } = graphTotals(analysis);
  // Behind a fault nothing is known.
  const least = known < nodes ? 'at least ' : '';
  return (
    <ul className={styles.totals} aria-label="Totals">
      <li>{plural(nodes, 'node')}</li>
      {least !== '' && parameters === 0 ? (
        <li>parameters not known</li>
      ) : (
        <>
          <li>
            {least}
            {roundCount(parameters)} parameters
          </li>
          <li>{byteWords(parameters * BYTES_PER_VALUE)} of weights</li>
        </>
      )}
      {multiplyAdds === 0 ? null : <li>{roundCount(multiplyAdds)} multiply-adds an image</li>}
    </ul>
  );
}

function DeviceLine() {
  const { devices, sentence } = useDevices();
  const name = useTraining((state) => state.device);
  if (devices === null) return <span className={styles.device}>{sentence ?? ''}</span>;
  const device = chosenDevice(devices, name);
  const words = device ? deviceWords(device) : `No device ${name}`;
  return (
    <span className={styles.device} title={words}>
      {words}
    </span>
  );
}
