/** 自分の申込み: all of a person's applications, by the key in the address, with or without an account. */

import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { moveMine } from '~/modules/participation/commands/mine.server'
import { MineCard } from '~/modules/participation/MineCard'
import { privateMeta } from '~/modules/participation/meta'
import { personCookie } from '~/modules/participation/person-cookie.server'
import { mineOf } from '~/modules/participation/queries/mine.server'
import { mineForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { portalUrl } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = privateMeta('participation.mine.title')

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const key = params.key ?? ''
  const mine = await mineOf(key)
  // The desk of the day reads the number from the screen, or has it told.
  const coming = mine.items.filter(({ code, living, past }) => code && living && !past)
  const pictures = await Promise.all(
    coming.map(async ({ memberId, code }) => {
      const svg = await QRCode.toString(code ?? '', { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
      return [memberId, svg] as const
    }),
  )
  const links = mine.items.flatMap(({ friends }) =>
    friends.flatMap(({ id, link }) => (link ? [{ id, link }] : [])),
  )
  const friendQr = await Promise.all(
    links.map(async ({ id, link }) => [id, await QRCode.toString(link, { type: 'svg', margin: 4 })] as const),
  )
  const page = {
    key,
    address: portalUrl(`/volunteering/mine/${key}`),
    ...mine,
    qr: Object.fromEntries(pictures) as Record<number, string>,
    friendQr: Object.fromEntries(friendQr) as Record<number, string>,
  }
  // The next form knows who applies, without a key in its address.
  return data(page, { headers: { 'Set-Cookie': personCookie(key) } })
})

export const action = formAction(async (args) => {
  const key = args.params.key ?? ''
  const form = await readAndCheck(args, mineForm)
  const done = await moveMine(await currentActor(args), key, form)
  return redirect(`/volunteering/mine/${key}?done=${done}`)
})

export default function Mine() {
  const { key, address, name, email, items, qr, friendQr } = useLoaderData<typeof loader>()
  const t = useT()
  const mine = `/volunteering/mine/${key}`
  const groups = [
    ['now', items.filter(({ living, past }) => living && !past)],
    ['before', items.filter(({ living, past }) => !living || past)],
  ] as const
  return (
    <Page
      title={t('participation.mine.heading', { name })}
      lead={t('participation.mine.lead')}
      crumbs={[{ href: '/volunteering', label: t('participation.board') }]}
    >
      {groups.map(([group, shown]) =>
        shown.length === 0 ? null : (
          <section key={group} className="space-y-4">
            <h2>{t(`participation.mine.${group}`)}</h2>
            {shown.map((item) => (
              <MineCard
                key={item.memberId}
                item={item}
                mine={mine}
                friendCode={({ id, name }) => (
                  <QrPicture svg={friendQr[id] ?? ''} label={t('participation.mine.friend_qr', { name })} />
                )}
                links={
                  <>
                    {qr[item.memberId] && (
                      <div>
                        <p>{t('attendance.ticket.show')}</p>
                        <div className="w-40">
                          <QrPicture
                            svg={qr[item.memberId] ?? ''}
                            label={t('attendance.ticket.label', { code: item.code ?? '' })}
                          />
                        </div>
                      </div>
                    )}
                    {item.attendance === 'attended' && (
                      <div className="actions">
                        <LinkButton href={`${mine}/reflection?member=${item.memberId}`}>
                          {t('participation.mine.reflection')}
                        </LinkButton>
                      </div>
                    )}
                  </>
                }
              />
            ))}
          </section>
        ),
      )}
      {items.length === 0 && <p>{t('participation.mine.none')}</p>}
      <Banner tone="info" title={t('participation.mine.keep')}>
        <p>{t(email ? 'participation.mine.keep_mail' : 'participation.mine.keep_paper')}</p>
        <p className="hidden break-all print:block">{address}</p>
      </Banner>
      <div className="actions">
        <LinkButton href="/volunteering">{t('participation.mine.find')}</LinkButton>
        <LinkButton href={`${mine}/record`}>{t('participation.mine.record')}</LinkButton>
        <LinkButton href={`${mine}/details`}>{t('participation.mine.details')}</LinkButton>
      </div>
      <p>
        <a className="inline-block py-2" href="/volunteering/concern">
          {t('participation.concern.link')}
        </a>
      </p>
    </Page>
  )
}
