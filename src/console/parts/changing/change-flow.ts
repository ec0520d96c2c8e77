// From what was chosen to what was changed: choose, say, look, apply, watch, undo. Nothing is sent before the plan was shown.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { code, p } from '../../kit/elements.ts';
import { Overlay } from '../../kit/overlay.ts';
import { useMay } from '../viewer.ts';
import { ChooseStep } from './choose/choose-step.ts';
import { missingIn } from './choose/change-requests.ts';
import { draftOf, type ChangeStart } from './choose/draft.ts';
import { draftTitle, draftSubtitle } from './choose/draft-words.ts';
import { KnownLicenses, unknownLicenses, withKnown } from './choose/known-licenses.ts';
import { plannerOfDraft } from './plan/draft-planner.ts';
import type { Planner } from './plan/planner.ts';
import { PlanSteps } from './plan/plan-steps.ts';
import { SayStep } from './choose/say-step.ts';

export type { ChangeStart, ChosenAssignee, ChosenLicense } from './choose/draft.ts';

export interface ChangeFlowProps {
  readonly start: ChangeStart;
  onClose(): void;
}

export function ChangeFlow({ start, onClose }: ChangeFlowProps): JSX.Element {
  const mayChange = useMay('licenses:change');
  const [draft, setDraft] = useState(() => draftOf(start));
  // What was chosen whole elsewhere is not asked for again.
  const [isChosen, setChosen] = useState(() => missingIn(draftOf(start)) === null);
  const [planner, setPlanner] = useState<Planner | null>(null);
  const unknown = unknownLicenses(draft);
  const title = draftTitle(draft);
  return h(
    Overlay,
    { kind: 'dialog', title, subtitle: draftSubtitle(draft), onClose },
    mayChange && unknown.length > 0
      ? h(KnownLicenses, {
          key: unknown.join(' '),
          ids: unknown,
          onKnown: (known) => setDraft((before) => withKnown(before, known)),
        })
      : null,
    mayChange
      ? planner
        ? h(PlanSteps, { planner, onBack: () => setPlanner(null), onClose })
        : isChosen
          ? h(SayStep, {
              draft,
              onDraft: setDraft,
              onBack: () => setChosen(false),
              onNext: () => setPlanner(plannerOfDraft(draft, title)),
              onClose,
            })
          : h(ChooseStep, { draft, onDraft: setDraft, onNext: () => setChosen(true), onClose })
      : p({}, 'Changing licenses takes the scope ', code({}, 'licenses:change'), '.'),
  );
}
