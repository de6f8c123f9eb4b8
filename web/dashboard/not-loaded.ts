/** Says that a part of the page couldn't be loaded. Mostly its file is gone because a new version was deployed. */
import { toast } from '../kit/ui/toast.tsx';
import { t } from './words.ts';

export function tellNotLoaded(): void {
  toast({
    text: t('frame.part-failed'),
    tone: 'trouble',
    action: { label: t('frame.reload'), run: () => window.location.reload() },
  });
}
