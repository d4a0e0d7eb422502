/** 消耗品と期限: what is in the box, and until when. */
import { type Day, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, LinkButton, Table, type Tone } from '~/ui/parts'
import type { Condition, PartKind } from './rules'

export type PartRow = {
  id: number
  kind: PartKind
  expiresOn: Day
  installedOn: Day | null
  note: string
  standing: 'expired' | 'soon' | 'good'
}

const tones: Record<PartRow['standing'], Tone> = { expired: 'danger', soon: 'warning', good: 'success' }

export function PartStanding({ standing }: { standing: PartRow['standing'] }) {
  const t = useT()
  return <Badge tone={tones[standing]}>{t(`custody.parts.${standing}`)}</Badge>
}

export function PartsPanel(props: { aed: { id: number; condition: Condition }; parts: readonly PartRow[] }) {
  const { aed, parts } = props
  const t = useT()
  const language = useLanguage()
  const keeping = aed.condition !== 'removed'
  const at = `/aeds/${aed.id}/upkeep`
  const head = ['head_part', 'head_expires', 'head_installed', 'head_note', 'head_change'].map((key) =>
    t(`custody.parts.${key}`),
  )
  return (
    <section className="stack" id="parts" aria-labelledby="parts-title">
      <h2 id="parts-title">{t('custody.parts.title')}</h2>
      <p>{t('custody.parts.lead')}</p>
      {parts.length === 0 ? (
        <p>{t('custody.parts.none')}</p>
      ) : (
        <Table
          caption={t('custody.parts.caption')}
          head={keeping ? head : head.slice(0, -1)}
          rows={parts.map((part) => {
            const day = formatDay(part.expiresOn, language)
            const cells = [
              t(`custody.part.${part.kind}`),
              <span key="expires">
                {day} <PartStanding standing={part.standing} />
              </span>,
              part.installedOn ? formatDay(part.installedOn, language) : t('custody.parts.not_known'),
              part.note,
            ]
            if (!keeping) return cells
            return [
              ...cells,
              <span key="change" className="no-print flex flex-wrap gap-x-5 gap-y-2">
                <a href={`${at}?do=replace&part=${part.id}`}>{t('custody.parts.replace_link')}</a>{' '}
                <a href={`${at}?do=correct&part=${part.id}`}>{t('custody.parts.correct_link')}</a>
              </span>,
            ]
          })}
        />
      )}
      {keeping && (
        <div className="actions">
          <LinkButton href={`${at}?do=part`}>{t('custody.parts.part_title')}</LinkButton>
        </div>
      )}
    </section>
  )
}
