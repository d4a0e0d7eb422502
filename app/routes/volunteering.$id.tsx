/** 活動のページ: what, when, where, for whom, with the days that have room now. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { type MetaFunction, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { cityOutline } from '~/modules/associations/queries.server'
import { placeTold } from '~/modules/opendata/told'
import { QuestionThread } from '~/modules/participation/QuestionThread'
import { threadOf } from '~/modules/participation/queries/questions.server'
import { Paragraphs } from '~/modules/volunteering/Paragraphs'
import { PlaceSessions } from '~/modules/volunteering/PlaceSessions'
import { placePage } from '~/modules/volunteering/queries/place.server'
import { needsCompanion, takesMinors } from '~/modules/volunteering/rules'
import { formatDay } from '~/platform/clock'
import { idParam, page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { useLanguage, useT } from '~/ui/i18n'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { titleMetaFrom, toldMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, DataList, Icon, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await placePage(actor, idParam(args.params.id))
  const questions = await threadOf(found.place.id)
  const base = settings().PUBLIC_URL
  const url = `${base}/volunteering/${found.place.id}`
  const call = queryParam(args.request, 'call', 9)
  return {
    ...found,
    questions,
    url,
    told: placeTold(base, found.place),
    call: call && /^[1-9]\d*$/.test(call) ? call : undefined,
    outline: found.place.latitude === null ? null : await cityOutline(),
    qr: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    demonstration: settings().DEMO,
  }
})

export const meta: MetaFunction<typeof loader> = (args) => {
  const title = titleMetaFrom<{ place: { title: string } }>(({ place }) => place.title)(args) ?? []
  const { data } = args
  if (!data) return title
  const description = shorten(data.place.body.replace(/\s+/g, ' '), 160)
  return [
    ...title,
    ...toldMeta(data),
    ...(data.place.state === 'published' ? [] : [{ name: 'robots', content: 'noindex' }]),
    { name: 'description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:title', content: data.place.title },
    { property: 'og:description', content: description },
    { property: 'og:url', content: data.url },
    { property: 'og:image', content: `${data.url}/picture.png` },
    { property: 'og:image:width', content: '1200' },
    { property: 'og:image:height', content: '630' },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Place() {
  const data = useLoaderData<typeof loader>()
  const { place, own, runs, outline, call } = data
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.place.${key}`, params)
  const { latitude, longitude } = place
  return (
    <Page
      title={place.title}
      lead={place.host.name}
      crumbs={[{ href: '/volunteering', label: t('volunteering.title') }]}
      actions={
        (own || runs) && (
          <>
            <LinkButton href={`/volunteering/host/${place.id}`}>
              <Icon name="pencil" /> {at('edit')}
            </LinkButton>
            {runs && place.state === 'submitted' && (
              <LinkButton href={`/desk/volunteering/places/${place.id}`} variant="primary">
                {at('decide')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      <Standing data={data} />
      <p className="flex flex-wrap gap-2">
        <Badge tone="info">{t(`volunteering.theme.${place.theme}`)}</Badge>
        <Badge>{t(`volunteering.kind.${place.programme.kind}`)}</Badge>
      </p>
      <h2>{at('what')}</h2>
      <Paragraphs text={place.body} />
      <h2>{at('days')}</h2>
      <PlaceSessions sessions={place.sessions} call={call} />
      <p className="support">
        {at('apply_period', {
          from: formatDay(place.programme.applyFrom, language),
          until: formatDay(place.programme.applyUntil, language),
        })}
      </p>
      <DataList
        rows={[
          [at('stages'), <Stages key="stages" data={data} />],
          [at('where'), place.venue],
          [at('meeting'), place.meetingPoint],
          [at('bring'), place.bring],
          [at('rain'), place.rainRule],
          [at('access'), place.access],
          [at('allergies'), place.allergies],
          [at('orientation'), place.orientation ? '' : place.programme.orientation],
          [at('insurance'), place.programme.insurance],
          [
            at('about_need'),
            place.needHref && (
              <a className="inline-block py-2" href={place.needHref}>
                {at('need_link')}
              </a>
            ),
          ],
        ]}
      />
      {outline && latitude !== null && longitude !== null && (
        <OutlineMap
          label={at('map_label', { title: place.title })}
          outline={outline}
          point={[longitude, latitude]}
        />
      )}
      <Photos data={data} />
      <Host data={data} />
      {place.state === 'published' && (
        <QuestionThread questions={data.questions} ask={`/volunteering/${place.id}/questions`} />
      )}
      {place.state === 'published' && <Share data={data} />}
      <p>
        <a className="inline-block py-2" href={`/volunteering/concern?place=${place.id}`}>
          {t('participation.concern.link')}
        </a>
      </p>
      {data.demonstration && <p className="support">{t('volunteering.invented')}</p>}
    </Page>
  )
}

function Standing({ data: { place } }: { data: Data }) {
  const t = useT()
  const at = (key: string) => t(`volunteering.place.${key}`)
  if (place.state === 'cancelled') return <Banner tone="warning" title={at('cancelled')} />
  if (place.state !== 'published')
    return (
      <Banner tone="info" title={at('not_public')}>
        {place.returnedReason && <Paragraphs text={place.returnedReason} />}
      </Banner>
    )
  return place.programme.state === 'closed' ? <Banner tone="info" title={at('programme_closed')} /> : null
}

function Stages({ data: { place } }: { data: Data }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.place.${key}`, params)
  return (
    <>
      <p>{place.stages.map((stage) => t(`volunteering.stage.${stage}`)).join('・')}</p>
      {place.stages.some(needsCompanion) && <p>{at('elementary')}</p>}
      {takesMinors(place.stages) && <p>{at('consent')}</p>}
      <p>
        {place.together && place.programme.groupMost > 1
          ? at('group', { count: place.programme.groupMost })
          : at('alone')}
      </p>
    </>
  )
}

function Photos({ data: { place } }: { data: Data }) {
  const t = useT()
  if (place.photos.length === 0) return null
  return (
    <>
      <h2>{t('volunteering.place.photos')}</h2>
      <ul className="grid list-none gap-4 p-0 sm:grid-cols-2">
        {place.photos.map(({ id, caption }) => (
          <li key={id}>
            <figure>
              <a href={`/volunteering/${place.id}/photos/${id}/photo`}>
                <img
                  src={`/volunteering/${place.id}/photos/${id}/thumbnail`}
                  alt={caption}
                  loading="lazy"
                  className="h-auto w-full"
                />
              </a>
              <figcaption>{caption}</figcaption>
            </figure>
          </li>
        ))}
      </ul>
      <p className="support">{t('volunteering.place.photo_note')}</p>
    </>
  )
}

function Host({ data: { place } }: { data: Data }) {
  const t = useT()
  const at = (key: string) => t(`volunteering.place.${key}`)
  const { host, programme } = place
  return (
    <>
      <h2>{at('host')}</h2>
      <p>
        {host.slug ? <a href={`/associations/${host.slug}`}>{host.name}</a> : host.name}{' '}
        <Badge>{t(`volunteering.host_kind.${host.kind}`)}</Badge>
      </p>
      {host.introduction && <Paragraphs text={host.introduction} />}
      <ul className="plain-list no-print">
        <li>
          <a className="inline-block py-2" href={`/volunteering?host=${host.id}`}>
            {at('host_other')}
          </a>
        </li>
        <li>
          <a className="inline-block py-2" href={`/volunteering/programmes/${programme.id}`}>
            {at('programme')}: {programme.title}
          </a>
        </li>
      </ul>
    </>
  )
}

function Share({ data: { place, qr, url } }: { data: Data }) {
  const t = useT()
  const at = (key: string) => t(`volunteering.place.${key}`)
  return (
    <>
      <h2>{at('share')}</h2>
      <div className="flex flex-wrap items-center gap-6">
        <div className="w-40 flex-none">
          <QrPicture svg={qr} label={at('qr')} />
        </div>
        <div>
          <p>{at('share_text')}</p>
          <p className="break-all">{url}</p>
          <p className="actions no-print">
            <LinkButton href={`/volunteering/${place.id}/poster.pdf`}>
              <Icon name="print" /> {at('poster')}
            </LinkButton>
          </p>
        </div>
      </div>
    </>
  )
}
