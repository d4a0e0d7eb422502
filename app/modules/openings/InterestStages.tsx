/** 関心の段階, in words and as a row of steps. */
import { useT } from '~/ui/i18n'
import { Badge, Icon, type Tone } from '~/ui/parts'
import type { AnswerState, InterestStage } from './rules'

const TONES: Record<InterestStage, Tone> = {
  asked: 'neutral',
  new: 'warning',
  contacted: 'info',
  talking: 'info',
  candidate: 'info',
  elected: 'success',
  not_now: 'neutral',
}

export function StageBadge({ stage }: { stage: InterestStage }) {
  const t = useT()
  return <Badge tone={TONES[stage]}>{t(`openings.stage.${stage}`)}</Badge>
}

const STEPS = ['new', 'contacted', 'talking', 'candidate', 'elected'] as const

/** How far it has come: what is done is ticked, where it stands is marked, also for a screen reader. */
export function StageSteps({ stage }: { stage: InterestStage }) {
  const t = useT()
  const here = (STEPS as readonly string[]).indexOf(stage)
  if (here < 0) return null
  return (
    <ol className="flex flex-wrap gap-2" aria-label={t('openings.own.steps')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === here ? 'step' : undefined}
          className={`flex min-h-11 items-center gap-1 rounded-lg border px-3 py-1 ${index === here ? 'border-4 font-bold' : ''}`}
        >
          {index < here && <Icon name="check" />}
          {t(`openings.stage.${step}`)}
        </li>
      ))}
    </ol>
  )
}

const ANSWER_TONES: Record<AnswerState, Tone> = {
  answered: 'success',
  due: 'neutral',
  due_soon: 'warning',
  overdue: 'danger',
}

export function AnswerBadge({ answer }: { answer: AnswerState }) {
  const t = useT()
  return <Badge tone={ANSWER_TONES[answer]}>{t(`openings.answer.${answer}`)}</Badge>
}
