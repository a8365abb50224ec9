import type { AppEvent, HostHandlers, PageConnection } from '../../shared/api/contract.ts';
import type { Port } from '../../shared/port.ts';
import { createDataService } from '../data/dataService.ts';
import { createDocumentService } from '../documents/documentService.ts';
import { createModelService } from '../models/modelService.ts';
import { createProfileService } from '../profile/profileService.ts';
import { createRunService } from '../runs/runService.ts';
import { createTensorflowService } from '../tensorflow/tensorflowService.ts';
import { connectPage } from './connectPage.ts';
import type { AppContext } from './context.ts';
import { createPreferenceService } from './preferenceService.ts';

/** The app without a window: what pages talk to, whichever way they reach it. */
export interface Application {
  /** Answers a page over its port until the port closes. Runs go on when the last page leaves. */
  connect(port: Port): PageConnection;
  /** Stops runs at a step border, their checkpoints written, and ends every engine. */
  close(): Promise<void>;
}

export type ApplicationOptions = Omit<AppContext, 'broadcast'>;

/** Puts the app's services together. */
export function createApplication(options: ApplicationOptions): Application {
  const pages = new Set<PageConnection>();
  const broadcast = (event: AppEvent) => {
    for (const page of pages) page.send(event);
  };
  const context: AppContext = { ...options, broadcast };
  const profiles = createProfileService({ runUnderWay: () => runs.underWay() });
  const runs = createRunService(context, { makeWay: profiles.makeWay });
  const models = createModelService(context);
  const tensorflow = createTensorflowService(context);
  const handlers: HostHandlers = {
    ...createPreferenceService(context),
    ...createDocumentService(context),
    ...createDataService(context),
    ...runs.handlers,
    ...models.handlers,
    ...tensorflow.handlers,
    ...profiles.handlers,
  };
  return {
    connect: (port) => {
      const page = connectPage(port, handlers);
      pages.add(page);
      page.onClose(() => pages.delete(page));
      return page;
    },
    close: async () => {
      await Promise.all([runs.close(), models.close(), tensorflow.close(), profiles.close()]);
    },
  };
}
