/** What whoever reads a matter can do: support it, follow it, take it back. */
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { ConfirmPost, Icon, LinkButton, PostButton } from '~/ui/parts'
import type { PageMatter } from './MatterArticle'
import { DIRECT_OFFERED_DAYS, MOST_PHOTOS, PROOF_HOURS, UNANSWERED_STATES } from './rules'
import { followForm } from './schema'

/** 賛同: as oneself, or for an association. */
export function SupportPart({ matter, signedIn }: { matter: PageMatter; signedIn: boolean }) {
  const t = useT()
  const open = UNANSWERED_STATES.some((state) => state === matter.state) && matter.joinedTo === null
  // Nobody supports what they cannot read.
  if (matter.hiding || (!open && matter.supportCount === 0)) return null
  return (
    <section className="stack">
      <h2>{t('exchange.support.title')}</h2>
      <p>
        <Icon name="people" /> <strong>{t('exchange.support.count', { count: matter.supportCount })}</strong>
      </p>
      {open && (
        <>
          <p className="support">{t('exchange.support.text')}</p>
          {!signedIn && (
            <LinkButton href={`/sign-in?next=${encodeURIComponent(`/exchange/${matter.id}`)}`}>
              {t('exchange.support.sign_in')}
            </LinkButton>
          )}
          {matter.maySupport && (
            <PostButton label={t('exchange.support.give')} fields={{ intent: 'support' }} variant="primary" />
          )}
          {signedIn && !matter.maySupport && !matter.supported && matter.associations.length === 0 && (
            <p>{t(matter.own ? 'exchange.support.own' : 'exchange.support.elsewhere')}</p>
          )}
        </>
      )}
      {matter.supported && (
        <div className="actions">
          <strong>{t('exchange.support.given')}</strong>
          {open && <PostButton label={t('exchange.support.end')} fields={{ intent: 'unsupport' }} />}
        </div>
      )}
      {matter.associations.map(({ id, name, supports, may }) => (
        <div key={id} className="actions">
          {supports && <strong>{t('exchange.support.given_by', { name })}</strong>}
          {supports && open && (
            <PostButton
              label={t('exchange.support.end_of', { name })}
              fields={{ intent: 'unsupport', association: id }}
            />
          )}
          {!supports && may && (
            <PostButton
              label={t('exchange.support.give_for', { name })}
              fields={{ intent: 'support', association: id }}
            />
          )}
        </div>
      ))}
    </section>
  )
}

/** 経過をメールで受け取る */
export function FollowPart(props: { matter: PageMatter; signedIn: boolean; answer: unknown }) {
  const { matter, signedIn, answer } = props
  const t = useT()
  if (!matter.published || matter.hiding) return null
  return (
    <section className="stack">
      <h2>{t('exchange.follow.title')}</h2>
      {matter.follows ? (
        <div className="actions">
          <strong>{t('exchange.follow.following')}</strong>
          <PostButton label={t('exchange.follow.end')} fields={{ intent: 'unfollow' }} />
        </div>
      ) : signedIn ? (
        <>
          <p>{t('exchange.follow.text_account')}</p>
          <PostButton label={t('exchange.follow.start')} fields={{ intent: 'follow' }} />
        </>
      ) : (
        <>
          <p>{t('exchange.follow.text', { hours: PROOF_HOURS })}</p>
          <CheckedForm schema={followForm} answer={answer} id="follow">
            <HiddenField name="intent" value="follow" />
            <TextField
              name="email"
              type="email"
              label={t('accounts.email.label')}
              autoComplete="email"
              inputMode="email"
              required
            />
            <SubmitButton variant="secondary">{t('exchange.follow.start')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </section>
  )
}

/** What the author can still do. @param base the address of the page, where there is no account */
export function OwnPart({ matter, photosHref }: { matter: PageMatter; photosHref: string }) {
  const t = useT()
  if (!matter.own || (!matter.mayWithdraw && !matter.mayAddPhotos && !matter.mayGoDirect)) return null
  return (
    <section className="card no-print">
      <h2 className="card-title">{t('exchange.own.title')}</h2>
      {matter.mayAddPhotos && (
        <p>
          <LinkButton href={photosHref}>
            {t('exchange.own.photos', { count: matter.photos.length, max: MOST_PHOTOS })}
          </LinkButton>
        </p>
      )}
      {matter.mayGoDirect && (
        <>
          <h3>{t('exchange.own.direct')}</h3>
          <p>{t('exchange.own.direct_text', { days: DIRECT_OFFERED_DAYS })}</p>
          <PostButton
            label={t('exchange.own.direct_submit')}
            fields={{ intent: 'go_direct', version: matter.version }}
            variant="primary"
          />
        </>
      )}
      {matter.mayWithdraw && (
        <ConfirmPost
          summary={t('exchange.own.withdraw')}
          label={t('exchange.own.withdraw_submit')}
          fields={{ intent: 'withdraw', version: matter.version }}
        >
          <p>{t('exchange.own.withdraw_text')}</p>
        </ConfirmPost>
      )}
    </section>
  )
}
