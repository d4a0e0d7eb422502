/** アカウント: what the portal knows of me, and the doors to change it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { accountOf, membershipsOf, officesOf } from '~/modules/accounts/queries/account.server'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { keepsAny } from '~/modules/custody/queries/desk.server'
import { formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { type Language, languageNames } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Card, DataList, LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.account.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [account, memberships, offices, keepsAeds] = await Promise.all([
    accountOf(actor),
    membershipsOf(actor),
    officesOf(actor),
    keepsAny(actor),
  ])
  const { staff, secondFactorMissing } = actor
  return { account, memberships, offices, keepsAeds, staff, secondFactorMissing }
})

const doors = [
  'profile',
  'memberships',
  'email',
  'password',
  'second-factor',
  'sessions',
  'export',
  'delete',
] as const

export default function Account() {
  const { account, memberships, offices, keepsAeds, staff, secondFactorMissing } =
    useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const { familyName, givenName, familyReading, givenReading } = account
  return (
    <Page title={t('accounts.account.title')} lead={t('accounts.account.lead')}>
      {secondFactorMissing && (
        <Banner tone="warning" title={t('accounts.account.second_factor_missing_title')}>
          <p>{t('accounts.account.second_factor_missing_text')}</p>
          <p>
            <a href="/account/second-factor">{t('accounts.second_factor.title')}</a>
          </p>
        </Banner>
      )}
      <DataList
        rows={[
          [t('accounts.account.name'), `${familyName} ${givenName}`],
          [t('accounts.account.reading'), `${familyReading} ${givenReading}`.trim()],
          [t('accounts.email.label'), account.email],
          [t('accounts.profile.language'), languageNames[account.language as Language] ?? account.language],
          [t('accounts.profile.delivery'), t(`accounts.profile.delivery_${account.delivery}`)],
          [
            t('accounts.password.label'),
            t(account.hasPassword ? 'accounts.account.password_set' : 'accounts.account.password_none'),
          ],
          [
            t('accounts.second_factor.title'),
            t(account.hasSecondFactor ? 'accounts.account.factor_set' : 'accounts.account.factor_none'),
          ],
          [
            t('accounts.account.offices'),
            offices.length === 0 ? null : (
              <ul key="offices">
                {offices.map((office) => (
                  <li key={office.id}>
                    {t('accounts.account.office', {
                      association: office.association.name,
                      post: t(`accounts.post.${office.post}`),
                      from: formatDay(office.startsOn, language),
                      to: formatDay(office.endsOn, language),
                    })}
                  </li>
                ))}
              </ul>
            ),
          ],
          [t('accounts.account.roles'), staff.map((role) => t(`accounts.role.${role}`)).join(' / ')],
          [
            t('accounts.memberships.title'),
            memberships.map(({ association }) => association.name).join(' / ') ||
              t('accounts.account.no_membership'),
          ],
        ]}
      />
      <h2>{t('accounts.account.doors')}</h2>
      <div className="grid-cards">
        <Card title={t('subscriptions.account_door')} href="/subscriptions/manage">
          <p>{t('subscriptions.account_door_text')}</p>
        </Card>
        {keepsAeds && (
          <Card title={t('custody.desk.title')} href="/desk/aeds">
            <p>{t('custody.desk.lead')}</p>
          </Card>
        )}
        {doors.map((door) => {
          const key = door.replace('-', '_')
          return (
            <Card key={door} title={t(`accounts.${key}.title`)} href={`/account/${door}`}>
              <p>{t(`accounts.${key}.door`)}</p>
            </Card>
          )
        })}
      </div>
      <p>
        <LinkButton href="/sign-out">{t('accounts.sign_out.title')}</LinkButton>
      </p>
    </Page>
  )
}
