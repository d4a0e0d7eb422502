/** 確認の状況 as a file, for officers within their scope. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { confirmationList } from '~/modules/confirmations/queries/list.server'
import { dayOf } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { rowId } from '~/platform/forms'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const group = rowId.safeParse(queryParam(args.request, 'group')).data
  const { groups, households } = await confirmationList(actor, id, { group, everything: true })
  const t = translator(await languageOf(args.request))
  const names = new Map(groups.map((one) => [one.id, one.name]))
  const day = (at: Date | null) => (at ? dayOf(at) : '')
  const table = [
    ['group', 'name', 'delivery', 'opened', 'channel', 'confirmed', 'late', 'proxy'].map((key) =>
      t(`confirmations.csv.${key}`),
    ),
    ...households.map((one) => [
      names.get(one.groupId) ?? '',
      one.name,
      t(`households.delivery.${one.delivery}`),
      day(one.openedAt),
      one.channel ? t(`confirmations.channel.${one.channel}`) : '',
      day(one.confirmedAt),
      one.late ? t('confirmations.csv.yes') : '',
      one.proxyName ?? '',
    ]),
  ]
  return new Response(csv(table), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="confirmations-${id}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
