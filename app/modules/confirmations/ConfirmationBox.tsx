/** 確認のお願い on the page of a notice: the household's button and state, and how many have confirmed. */
import { type Day, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, Icon, LinkButton } from '~/ui/parts'
import type { HouseholdBox } from './queries/box.server'
import { ReachFigure, type ShownReach } from './ReachFigure'

type Asked = {
  confirmBy: Day
  over: boolean
  tellOpening: boolean
  households: readonly HouseholdBox[]
}

/** One line above the notice that leads to the button below its text. */
export function ConfirmationPointer({ box, confirmBy }: { box: Asked | null; confirmBy: Day | null }) {
  const t = useT()
  const language = useLanguage()
  const open = box?.households.some((household) => !household.confirmed)
  if (!confirmBy || !open) return null
  return (
    <p className="confirm-pointer no-print">
      {t('confirmations.box.asked', { day: formatDay(confirmBy, language) })}{' '}
      <a href="#confirm">{t('confirmations.box.to_box')}</a>
    </p>
  )
}

export function ConfirmationBox(props: {
  notice: { id: number }
  box: Asked | null
  reach: (ShownReach & { confirmBy: Day | null; officer: boolean }) | null
  signedIn: boolean
}) {
  const { notice, box, reach, signedIn } = props
  const t = useT()
  const language = useLanguage()
  const confirmBy = box?.confirmBy ?? reach?.confirmBy ?? null
  if (!box && !reach) return null
  const day = confirmBy ? formatDay(confirmBy, language) : ''
  return (
    <section className="card confirmations" id="confirm">
      <h2 className="card-title">
        <Icon name="check" /> {t(confirmBy ? 'confirmations.box.title' : 'confirmations.reach.title')}
      </h2>
      {confirmBy && (
        <p>
          {t(box ? `confirmations.box.${box.over ? 'over' : 'until'}` : 'confirmations.box.asked', { day })}
        </p>
      )}
      {box?.households.map((household) => (
        <OwnHousehold key={household.id} noticeId={notice.id} household={household} />
      ))}
      {box && <p className="support no-print">{t('confirmations.box.opening')}</p>}
      {reach && <ReachFigure reach={reach} />}
      {confirmBy && !box && <HowToConfirm noticeId={notice.id} signedIn={signedIn} />}
      {reach?.officer && (
        <p className="actions no-print">
          <LinkButton href={`/notices/${notice.id}/confirmations`}>{t('confirmations.desk.open')}</LinkButton>
        </p>
      )}
      {box?.tellOpening && <script src="/opened.js" data-notice={notice.id} async />}
    </section>
  )
}

function HowToConfirm({ noticeId, signedIn }: { noticeId: number; signedIn: boolean }) {
  const t = useT()
  const next = encodeURIComponent(`/notices/${noticeId}`)
  return (
    <div className="no-print">
      <p className="support">{t('confirmations.box.sign_in_help')}</p>
      <p>
        {signedIn ? (
          <a href="/household">{t('confirmations.box.to_household')}</a>
        ) : (
          <a href={`/sign-in?next=${next}`}>{t('confirmations.box.sign_in')}</a>
        )}
      </p>
    </div>
  )
}

function OwnHousehold({ noticeId, household }: { noticeId: number; household: HouseholdBox }) {
  const t = useT()
  const { id, name, confirmed } = household
  const action = `/notices/${noticeId}/confirm`
  if (!confirmed) {
    return (
      <form method="post" action={action} className="confirm-own no-print">
        <input type="hidden" name="household" value={id} />
        <input type="hidden" name="intent" value="confirm" />
        <Button>{t('confirmations.box.button', { name })}</Button>
      </form>
    )
  }
  return (
    <div className="confirm-own">
      <p>
        <Badge tone="success">{t('confirmations.box.confirmed')}</Badge>{' '}
        {confirmed.late && <Badge tone="warning">{t('confirmations.box.late')}</Badge>} {name}
      </p>
      <p>
        <How confirmed={confirmed} />
      </p>
      {confirmed.undoable && (
        <form method="post" action={action} className="inline-form no-print">
          <input type="hidden" name="household" value={id} />
          <input type="hidden" name="intent" value="undo" />
          <Button variant="plain">{t('confirmations.box.undo', { name })}</Button>
          <p className="support">{t('confirmations.box.undo_help')}</p>
        </form>
      )}
    </div>
  )
}

function How({ confirmed }: { confirmed: NonNullable<HouseholdBox['confirmed']> }) {
  const t = useT()
  const language = useLanguage()
  const at = formatInstant(new Date(confirmed.at), language)
  if (confirmed.channel !== 'screen') {
    const how = t(`confirmations.channel.${confirmed.channel}`)
    const proxy = confirmed.proxyName
      ? ` ${t('confirmations.desk.proxy_by', { name: confirmed.proxyName })}`
      : ''
    return <>{t('confirmations.box.by_association', { at, how }) + proxy}</>
  }
  if (confirmed.by) return <>{t('confirmations.box.by_member', { at, name: confirmed.by })}</>
  return <>{t('confirmations.box.by_household', { at })}</>
}
