import { desktopChannels } from '../../shared/desktop.ts';
import { type WebMessagePort, webMessagePort } from '../../shared/messagePort.ts';
import { connect } from '../../shared/rpc.ts';
import { describeSurroundings } from './describeSurroundings.ts';

// The page of the hidden window: it answers over the port that the main process hands it, through the preload script.
window.addEventListener('message', (event) => {
  const ours = event.source === window && event.origin === location.origin;
  if (!ours || event.data !== desktopChannels.enginePort) return;
  const port = event.ports[0] as unknown as WebMessagePort;
  connect(webMessagePort(port, 'the main process let go of the line'), {
    describe: () => describeSurroundings(window, navigator),
  });
});
