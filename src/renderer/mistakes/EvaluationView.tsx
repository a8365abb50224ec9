import { ImageUp } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Mistake, RunEvaluation } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { host } from '../host/hostClient.ts';
import { plural } from '../run/runWords.ts';
import { EmptyPlace } from './EmptyPlace.tsx';
import { ExportMistakesDialog } from './ExportMistakesDialog.tsx';
import { Gallery } from './Gallery.tsx';
import { GalleryTools } from './GalleryTools.tsx';
import { MatrixPanel } from './MatrixPanel.tsx';
import { MistakePanel } from './MistakePanel.tsx';
import styles from './MistakesView.module.css';
import { NO_FILTER } from './mistakeFilter.ts';
import { changeLook, closePanel, filterBy, lookAt, openMistake, useMistakes } from './mistakesStore.ts';
import { createPictureLoader } from './pictureLoader.ts';
import { useMistakeList, usePictureSizes } from './useMistakeList.ts';
import { usePictureFault } from './usePicture.ts';

/** The mistakes of a run's last look at held-out images: matrix, gallery, and one of them in full. */
export function EvaluationView({
  run,
  evaluation,
}: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
}) {
  const { split, classes } = evaluation;
  const { sort, isByTrack, scale, isMatrixShown, panel } = useMistakes();
  const { filter, active, scroll } = useMistakes((state) => lookAt(state, run));
  const { groups, list } = useMistakeList(evaluation, filter, sort, isByTrack);
  const { sizes, isWaiting, fault: sizesFault, again } = usePictureSizes(run, evaluation);
  const loader = useMemo(
    () =>
      createPictureLoader((indices) => host().call.runPictures({ id: run, split, indices: [...indices] })),
    [run, split],
  );
  useEffect(
    () =>
      host().connection.subscribe(({ state }, before) => {
        if (state === 'connected' && before.state !== 'connected') loader.retry();
      }),
    [loader],
  );
  const readFault = usePictureFault(loader) ?? sizesFault;
  // A lost connection has its own banner.
  const pictureFault = host().connection(({ state }) => state === 'connected') ? readFault : null;
  const [focusRequest, setFocusRequest] = useState(0);
  const open = useCallback((mistake: Mistake) => openMistake(run, mistake), [run]);
  const activate = useCallback((mistake: Mistake) => changeLook(run, { active: mistake }), [run]);
  const close = () => {
    closePanel();
    setFocusRequest((before) => before + 1);
  };
  const hasMistakes = evaluation.mistakes.length > 0;
  return (
    <>
      {isMatrixShown ? <MatrixPanel run={run} evaluation={evaluation} /> : null}
      <section className={styles.middle} aria-label="Gallery">
        {hasMistakes ? (
          <GalleryTools run={run} evaluation={evaluation} shown={list.length} isWaiting={isWaiting} />
        ) : null}
        {pictureFault === null ? null : (
          <div className={styles.notices}>
            <Notice
              kind="fault"
              actions={
                <Button
                  onPress={() => {
                    loader.retry();
                    again();
                  }}
                >
                  Try again
                </Button>
              }
            >
              The pictures cannot be shown: {pictureFault}
            </Notice>
          </div>
        )}
        {list.length > 0 ? (
          <Gallery
            groups={groups}
            list={list}
            sizes={sizes}
            scale={scale}
            classes={classes}
            loader={loader}
            active={active?.index ?? null}
            isOpen={panel === 'mistake'}
            scroll={scroll}
            question={JSON.stringify([filter, sort, isByTrack])}
            focusRequest={focusRequest}
            onActive={activate}
            onOpen={open}
            onClose={close}
            onLeave={(to) => changeLook(run, { scroll: to })}
          />
        ) : hasMistakes ? (
          <EmptyPlace
            title="No mistake passes these filters"
            actions={<Button onPress={() => filterBy(run, NO_FILTER)}>Clear the filters</Button>}
          >
            {`There are ${plural(evaluation.mistakes.length, 'mistake')} in all.`}
          </EmptyPlace>
        ) : (
          <EmptyPlace
            title="No mistakes"
            actions={
              <Button icon={<ImageUp aria-hidden />} onPress={() => useMistakes.setState({ panel: 'try' })}>
                Try a picture of your own
              </Button>
            }
          >
            {`After epoch ${epochWords(evaluation.epoch)} every ${split} image was recognised.`}
          </EmptyPlace>
        )}
      </section>
      {panel === 'mistake' && active !== null ? (
        <MistakePanel
          run={run}
          evaluation={evaluation}
          mistake={active}
          list={list}
          sizes={sizes}
          loader={loader}
          onMove={open}
          onClose={close}
        />
      ) : null}
      <ExportMistakesDialog run={run} evaluation={evaluation} list={list} />
    </>
  );
}
