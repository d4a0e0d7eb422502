/** 補正の一項目: what is asked, where it is corrected, and the answer. */
import { HiddenField, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Card } from '~/ui/parts'
import type { correctionsView } from './queries/steps.server'
import { taskOfItem } from './rules'
import { answerOf, beforeOf } from './schema'
import { itemName } from './words'

type View = NonNullable<Awaited<ReturnType<typeof correctionsView>>>

export function CorrectionItem(props: {
  id: number
  number: number
  correction: View['corrections'][number]
  of: Pick<View, 'definition' | 'lines' | 'documents' | 'open'>
}) {
  const { id, number, correction, of } = props
  const t = useT()
  const task = taskOfItem(correction.item)
  const name = itemName(correction.item, of, t)
  return (
    <Card title={t('applications.corrections.item', { number, name })}>
      <p className="whitespace-pre-line">{correction.text}</p>
      {of.open.includes(task) && (
        <p>
          <a className="inline-block py-2" href={`/subsidies/applications/${id}/${task}`}>
            {t('applications.corrections.to_part', { part: t(`applications.task.${task}`) })}
          </a>
        </p>
      )}
      <HiddenField name={beforeOf(correction.id)} value={correction.answer} />
      <TextArea
        name={answerOf(correction.id)}
        label={t('applications.corrections.answer', { number })}
        support={t('applications.corrections.answer_support')}
        rows={3}
        required
      />
    </Card>
  )
}
