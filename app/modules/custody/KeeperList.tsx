/** 点検担当者: who looks after this AED besides the officers. */
import { type Day, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { ConfirmPost, LinkButton, Table } from '~/ui/parts'
import { KEEPER_KEPT_DAYS, type KeptAs } from './rules'

export function KeeperList(props: {
  aedId: number
  as: KeptAs
  removed: boolean
  keepers: readonly { id: number; name: string; email: string; since: Day | null; own: boolean }[]
}) {
  const { aedId, as, removed, keepers } = props
  const t = useT()
  const language = useLanguage()
  return (
    <section className="stack no-print" id="keepers" aria-labelledby="keepers-title">
      <h2 id="keepers-title">{t('custody.keepers.title')}</h2>
      <p>{t(`custody.keepers.lead_${as}`)}</p>
      {keepers.length > 0 && (
        <Table
          caption={t('custody.keepers.caption')}
          head={['head_name', 'head_since', 'head_end'].map((key) => t(`custody.keepers.${key}`))}
          rows={keepers.map((keeper) => [
            <span key="name">
              {keeper.name} <span className="support">{keeper.email}</span>
            </span>,
            keeper.since ? formatDay(keeper.since, language) : t('custody.keepers.waiting'),
            <ConfirmPost
              key="end"
              summary={t(as === 'inspector' ? 'custody.keepers.leave' : 'custody.keepers.end')}
              label={t('custody.keepers.end_submit', { name: keeper.name })}
              fields={{ intent: 'keeper_end', keeper: keeper.id }}
            >
              <p>{t('custody.keepers.end_text', { days: KEEPER_KEPT_DAYS })}</p>
            </ConfirmPost>,
          ])}
        />
      )}
      {as === 'office' && !removed && (
        <div className="actions">
          <LinkButton href={`/aeds/${aedId}/upkeep?do=keeper`}>
            {t('custody.keepers.invite_title')}
          </LinkButton>
        </div>
      )}
    </section>
  )
}
