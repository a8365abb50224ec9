import type { Command } from '../commands/command.ts';
import { useDocument } from '../store/documentStore.ts';
import { profileNetwork } from './measure.ts';
import { hideProfile, type ProfileStage, useProfile } from './profileStore.ts';

/** What the command does at a stage, in words. */
export function profileTitle({ kind }: ProfileStage): string {
  if (kind === 'measuring') return 'Cancel the profile';
  return kind === 'known' ? 'Hide the profile' : 'Profile the network';
}

/** Shows where the time of a training step goes, and takes that away again. */
export const profileCommands: readonly Command[] = [
  {
    id: 'view.profile',
    get title() {
      return profileTitle(useProfile.getState().stage);
    },
    group: 'View',
    shortcuts: ['P'],
    where: 'build',
    isEnabled: () => useDocument.getState().document.nodes.length > 0,
    run: () => {
      const { kind } = useProfile.getState().stage;
      if (kind === 'measuring' || kind === 'known') return hideProfile();
      return profileNetwork();
    },
  },
];
