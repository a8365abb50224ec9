import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton } from './controls/Button.tsx';
import styles from './NoticeBar.module.css';
import { useView } from './store/viewStore.ts';

const SHOWN_MILLISECONDS = 8000;

/** The last thing that happened and may be taken back, for some seconds. */
export function NoticeBar() {
  const notice = useView((state) => state.notice);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => useView.setState({ notice: null }), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div role="status" className={styles.place}>
      {notice === null ? null : (
        <div className={styles.notice}>
          <span>{notice.text}</span>
          {notice.action === undefined ? null : (
            <Button
              look="quiet"
              onPress={() => {
                notice.action?.run();
                useView.setState({ notice: null });
              }}
            >
              {notice.action.title}
            </Button>
          )}
          <IconButton
            label="Close"
            icon={<X aria-hidden />}
            onPress={() => useView.setState({ notice: null })}
          />
        </div>
      )}
    </div>
  );
}
