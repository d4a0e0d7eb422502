/** The list of AEDs as files: CSV in the columns of the national standard, and GeoJSON. */
import { createHash } from 'node:crypto'
import { dayOf, now } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import { licenceUrl } from '~/platform/licence'
import { settings } from '~/platform/settings.server'
import { encodeSjis } from '~/platform/sjis.server'
import { streamed } from '~/platform/stream'
import {
  type ExportedAed,
  type ExportState,
  exportCount,
  exportedAeds,
  exportState,
} from './queries/export.server'
import { alwaysOpen, describeHours, OWN_COLUMNS, STANDARD_COLUMNS, standardCells } from './rules'
import { type Box, readBox } from './search'

type Asked = { box: Box | null; state: ExportState; headers: Headers; notModified: boolean; today: string }

/**
 * What is asked for, with the headers of the answer and whether the asker has it already.
 * @throws NotFound for a box that is none
 */
async function asked(request: Request, kind: string): Promise<Asked> {
  const text = new URL(request.url).searchParams.get('box')
  const box = text === null ? null : readBox(text)
  if (text !== null && box === null) throw new NotFound()
  const state = await exportState()
  const { PUBLIC_URL, OPEN_DATA_LICENCE } = settings()
  const mark = JSON.stringify([kind, box, state.mark, PUBLIC_URL, OPEN_DATA_LICENCE])
  // Weak, as the answer may be compressed on its way.
  const etag = `W/"${createHash('sha256').update(mark).digest('base64url').slice(0, 22)}"`
  const headers = new Headers({
    ETag: etag,
    'Cache-Control': 'public, no-cache',
    'Access-Control-Allow-Origin': '*',
  })
  const used = [OPEN_DATA_LICENCE, ...state.sources.map(({ licence }) => licence)].map(licenceUrl)
  for (const url of new Set(used)) if (url) headers.append('Link', `<${url}>; rel="license"`)
  // Within the same second more may follow, which a time in seconds could not tell apart.
  const second = (date: Date) => Math.floor(date.getTime() / 1000)
  const { changedAt } = state
  const settled = changedAt !== null && second(changedAt) < second(now())
  if (settled) headers.set('Last-Modified', changedAt.toUTCString())
  const known = request.headers.get('If-None-Match')
  const since = Date.parse(request.headers.get('If-Modified-Since') ?? '')
  const notModified =
    known !== null
      ? known.split(/\s*,\s*/).some((tag) => tag === '*' || tag.replace(/^(W\/)?/, 'W/') === etag)
      : settled && since >= second(changedAt) * 1000
  return { box, state, headers, notModified, today: dayOf(changedAt ?? now()) }
}

function answer(
  request: Request,
  { headers, notModified }: Asked,
  body: () => AsyncGenerator<Uint8Array>,
): Response {
  if (notModified) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : streamed(body()), { headers })
}

/** `/aeds.csv`: UTF-8 with its mark, or CP932 with `?encoding=sjis`. @throws NotFound */
export async function aedsCsv(request: Request, t: Translate): Promise<Response> {
  const encoding = new URL(request.url).searchParams.get('encoding') ?? 'utf-8'
  if (!['utf-8', 'utf8', 'sjis', 'shift_jis', 'cp932'].includes(encoding.toLowerCase())) throw new NotFound()
  const sjis = !/^utf-?8$/i.test(encoding)
  const found = await asked(request, sjis ? 'csv sjis' : 'csv')
  found.headers.set('Content-Type', `text/csv; charset=${sjis ? 'Shift_JIS' : 'utf-8'}; header=present`)
  found.headers.set('Content-Disposition', `attachment; filename="aeds-${found.today}.csv"`)
  if (sjis) found.headers.set('X-Missing-Letters', 'U+3013')
  const { PUBLIC_URL, OPEN_DATA_LICENCE } = settings()
  const own = { name: t('portal.name'), licence: OPEN_DATA_LICENCE }
  const bytes = (text: string, first: boolean) =>
    sjis ? encodeSjis(text.replace(/^\ufeff/, '')) : Buffer.from(first ? text : text.replace(/^\ufeff/, ''))
  return answer(request, found, async function* () {
    yield bytes(csv([[...STANDARD_COLUMNS, ...OWN_COLUMNS]]), true)
    for await (const batch of exportedAeds(found.box)) {
      yield bytes(csv(batch.map((aed) => standardCells(aed, PUBLIC_URL, own))), false)
    }
  })
}

/** `/aeds.geojson` (RFC 7946): an AED whose place is not known has no geometry. @throws NotFound */
export async function aedsGeoJson(request: Request, t: Translate): Promise<Response> {
  const found = await asked(request, 'geojson')
  found.headers.set('Content-Type', 'application/geo+json; charset=utf-8')
  found.headers.set('Content-Disposition', `inline; filename="aeds-${found.today}.geojson"`)
  const { OPEN_DATA_LICENCE, PUBLIC_URL } = settings()
  return answer(request, found, async function* () {
    const head = {
      type: 'FeatureCollection',
      name: t('aeds.export.title', { portal: t('portal.name') }),
      licence: OPEN_DATA_LICENCE,
      licenceNote: t('aeds.export.licence_note'),
      sources: found.state.sources,
      changedAt: found.state.changedAt,
      numberReturned: await exportCount(found.box),
    }
    yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"features":[`)
    let first = true
    for await (const batch of exportedAeds(found.box)) {
      const features = batch.map((aed) => JSON.stringify(feature(aed, PUBLIC_URL, OPEN_DATA_LICENCE, t)))
      yield Buffer.from((first ? '\n' : ',\n') + features.join(',\n'))
      first = false
    }
    yield Buffer.from('\n]}\n')
  })
}

/** One AED as a feature: hours as rules and in words, and where it comes from. */
function feature(aed: ExportedAed, origin: string, ownLicence: string, t: Translate) {
  const { id, latitude, longitude, hours, source, publisher, otherColumns, updatedAt, ...rest } = aed
  const { daysText, startText, endText, hoursText, ...properties } = rest
  return {
    type: 'Feature',
    id,
    geometry:
      latitude === null || longitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      ...properties,
      page: `${origin}/aeds/${id}`,
      hours,
      alwaysOpen: hours === null ? null : alwaysOpen(hours),
      hoursWords: hours === null ? [] : describeHours(hours, t, 'ja'),
      hoursAsWritten: { days: daysText, start: startText, end: endText, note: hoursText },
      otherColumns: otherColumns ?? {},
      source: source
        ? { name: source.name, publisher, licence: source.licence }
        : { name: t('portal.name'), publisher: '', licence: ownLicence },
      updatedAt,
      ...(aed.invented && { inventedNote: t('aeds.export.invented') }),
    },
  }
}
