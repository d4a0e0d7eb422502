/** 一つの募集: what, when, how many hours, with whom and what one gains. Prints as a poster with a QR code. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { type MetaFunction, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import {
  MonthStrip,
  OpeningMarks,
  OpeningStateBadge,
  useHours,
  useMonths,
} from '~/modules/openings/OpeningParts'
import { openingPage } from '~/modules/openings/queries/opening.server'
import { structured } from '~/modules/openings/structured'
import { formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom, toldMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, Icon, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await openingPage(actor, idParam(args.params.id))
  const base = settings().PUBLIC_URL
  const url = `${base}/openings/${found.opening.id}`
  return {
    ...found,
    url,
    picture: `${url}/picture.png`,
    qr: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    told: found.opening.state === 'draft' ? null : structured(found.opening, base, url),
    signedIn: actor.user !== null,
  }
})

export const meta: MetaFunction<typeof loader> = (args) => {
  const title = titleMetaFrom<{ opening: { title: string } }>(({ opening }) => opening.title)(args) ?? []
  const { data } = args
  if (!data) return title
  const { opening, url, picture } = data
  const description = shorten(opening.body.replace(/\s+/g, ' '), 160)
  return [
    ...title,
    ...toldMeta(data),
    { name: 'description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:title', content: opening.title },
    { property: 'og:description', content: description },
    { property: 'og:url', content: url },
    { property: 'og:image', content: picture },
    { property: 'og:image:width', content: '1200' },
    { property: 'og:image:height', content: '630' },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Opening() {
  const data = useLoaderData<typeof loader>()
  const { opening, takes, keeps, qr, url } = data
  const { association, post } = opening
  const t = useT()
  const language = useLanguage()
  const hours = useHours()
  const months = useMonths()
  const at = (key: string) => t(`openings.page.${key}`)
  const day = (value: string | null) => value && formatDay(value, language)
  const span =
    opening.startsOn || opening.endsOn
      ? t('openings.page.span', { from: day(opening.startsOn) ?? '', to: day(opening.endsOn) ?? '' })
      : null
  return (
    <div className="poster">
      <Page
        title={opening.title}
        lead={t('openings.page.by', { association: association.name })}
        crumbs={[{ href: '/openings', label: t('openings.list.title') }]}
        actions={
          keeps && (
            <LinkButton href={`/associations/${association.slug}/openings/${opening.id}/edit`}>
              <Icon name="pencil" /> {at('edit')}
            </LinkButton>
          )
        }
      >
        {opening.state !== 'open' && (
          <p>
            <OpeningStateBadge state={opening.state} />
          </p>
        )}
        <OpeningMarks opening={opening} />
        <p>
          <strong className="opening-hours">{hours(opening)}</strong>
        </p>
        <figure>
          <MonthStrip months={opening.months} />
          <figcaption className="support">
            {t('openings.page.in_months', { months: months(opening.months) })}
          </figcaption>
        </figure>
        <Paragraphs text={opening.body} />
        <DataList
          rows={[
            [at('kind'), t(`openings.kind.${opening.kind}.text`)],
            [at('span'), span],
            [at('places'), t('openings.page.people', { count: opening.places })],
            [at('companions'), opening.companions],
            [at('gains'), opening.gains && <Paragraphs text={opening.gains} />],
            [
              at('post'),
              post &&
                (post.stands ? (
                  <a
                    href={`/associations/${association.slug}/posts/${post.id}`}
                    className="inline-block py-2"
                  >
                    {t('openings.page.post_card', { post: post.name })}
                  </a>
                ) : (
                  post.name
                )),
            ],
            [at('task'), opening.task?.title],
            [
              at('where'),
              <span key="where">
                <a href={`/associations/${association.slug}`} className="inline-block py-2">
                  {association.name}
                </a>
                {association.district && ` (${t('associations.district', { name: association.district })})`}
              </span>,
            ],
            [at('election'), day(opening.electionOn)],
            [at('closes'), day(opening.closesOn)],
          ]}
        />
        <Voices voices={opening.voices} />
        <Come data={data} />
        {takes && (
          <div className="poster-foot">
            <QrPicture svg={qr} label={at('qr')} />
            <div>
              <p>
                <strong>{at('scan')}</strong>
              </p>
              <p>{url.replace(/^https?:\/\//, '')}</p>
              <p>{t('openings.page.poster_by', { association: association.name })}</p>
            </div>
          </div>
        )}
        <p className="support no-print">{at('print')}</p>
      </Page>
    </div>
  )
}

function Paragraphs({ text }: { text: string }) {
  return (
    <div className="prose">
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
    </div>
  )
}

function Voices({ voices }: { voices: Data['opening']['voices'] }) {
  const t = useT()
  if (voices.length === 0) return null
  return (
    <>
      <h2>{t('openings.page.voices')}</h2>
      {voices.map(({ id, who, text }) => (
        <figure key={id} className="card">
          <blockquote className="whitespace-pre-line">{text}</blockquote>
          <figcaption className="support">— {who}</figcaption>
        </figure>
      ))}
    </>
  )
}

/** What somebody can do who would like to; or that it is too late. */
function Come({ data }: { data: Data }) {
  const { opening, takes, mine, nominates, signedIn } = data
  const t = useT()
  const at = (key: string) => t(`openings.page.${key}`)
  if (opening.state === 'draft') return <Banner tone="info" title={at('draft')} />
  if (!takes) {
    return (
      <Banner tone="info" title={at('over')}>
        <p>
          <a href={`/openings?association=${opening.association.slug}`}>{at('others')}</a>
        </p>
      </Banner>
    )
  }
  const here = `/openings/${opening.id}`
  return (
    <section className="stack no-print" aria-labelledby="come">
      <h2 id="come">{at('come')}</h2>
      {mine ? (
        <Banner tone="success" title={t(`openings.page.mine_${mine.kind}`)}>
          <p>
            <a href={`/interest/my-${mine.id}`}>{at('mine_link')}</a>
          </p>
        </Banner>
      ) : (
        <p>{at('come_text')}</p>
      )}
      <div className="actions">
        {!mine && (
          <LinkButton href={`${here}/interest`} variant="primary">
            <Icon name="heart" /> {t('openings.interest.title')}
          </LinkButton>
        )}
        {mine?.kind !== 'candidate' && (
          <LinkButton href={`${here}/candidature`}>{t('openings.candidature.title')}</LinkButton>
        )}
        {(nominates || !signedIn) && (
          <LinkButton href={`${here}/nominate`}>{t('openings.nominate.title')}</LinkButton>
        )}
      </div>
      <p className="support">{at('nobody_forced')}</p>
    </section>
  )
}
