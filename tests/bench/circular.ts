/**
 * The circular of thirty notices as one PDF: how long it takes, how large it is, what memory it needs, and how long
 * the portal's own process is held up meanwhile. By itself: `node --import tsx tests/bench/circular.ts`.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { circularPaper, type Paper } from '../../app/modules/circulars/paper/documents'
import type { PaperNotice } from '../../app/modules/circulars/queries/paper.server'
import { translator } from '../../app/platform/i18n.server'
import { endPdfs, makePdf } from '../../app/platform/pdf.server'
import { body, random } from './corpus'

const NOTICES = 30

/** A photo with as much in it as one has, 1050 dots wide, as `pictureForPdf` hands it on. */
async function photo(): Promise<string> {
  const raw = { width: 105, height: 70, channels: 3 as const }
  const jpeg = await sharp(randomBytes(105 * 70 * 3), { raw })
    .resize(1050, 700)
    .jpeg({ quality: 80 })
    .toBuffer()
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}

function invented(count: number, pictures: readonly string[]): PaperNotice[] {
  const next = random(30)
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    state: 'published',
    visibility: 'public',
    category: 'event',
    importance: index === 0 ? 'urgent' : 'normal',
    title: `公園の清掃と防災訓練のお知らせ その${index + 1}`,
    body: body(next),
    actionText: '軍手と飲み物をお持ちください',
    actionBy: '2026-12-01',
    eventStartsAt: new Date('2026-12-06T00:30:00Z'),
    eventEndsAt: null,
    eventPlace: '公園',
    eventCapacity: null,
    confirmBy: '2026-12-05',
    publishedAt: new Date('2026-11-20T00:00:00Z'),
    expiresAt: null,
    correctedAt: null,
    correctedReason: null,
    withdrawnAt: null,
    withdrawnReason: null,
    publisher: '楠葉花園町自治会',
    passings: [],
    pictures: pictures[index] ? [{ name: 'photo.jpg', url: pictures[index] }] : [],
    files: [],
  }))
}

function circularOf(count: number, pictures: readonly string[]): Paper {
  const tally = 'https://portal.example.jp/associations/kuzuhahanazono/circulars/1/tally'
  const cover = {
    number: 1,
    association: '楠葉花園町自治会',
    group: null,
    madeOn: '2026-11-23',
    returnBy: '2026-12-05',
  }
  const ink = { t: translator('ja'), language: 'ja', base: 'https://portal.example.jp' }
  return circularPaper(
    { ...cover, line: '', leftOut: [], households: [], tally },
    invented(count, pictures),
    ink,
  )
}

const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1)

/** The most that the program which makes the PDFs has held, in MB. */
function peakOfChild(): string {
  const [pid] = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .slice(-1)
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return String(Math.round(Number(peak ?? 0) / 1024))
}

async function row(name: string, paper: () => Paper): Promise<string> {
  const before = process.memoryUsage().rss
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const { definition, footer } = paper()
  const pdf = await makePdf(definition, footer)
  const seconds = (performance.now() - began) / 1000
  delay.disable()
  if (process.env.BENCH_PDF) writeFileSync(process.env.BENCH_PDF, pdf)
  const held = Math.round(delay.max / 1e6)
  const grown = Math.max(0, process.memoryUsage().rss - before)
  return `| ${name} | ${seconds.toFixed(2)} | ${megabytes(pdf.length)} | ${held} | ${megabytes(grown)} | ${peakOfChild()} |`
}

/** The section of the report. */
export async function circularSection(): Promise<string> {
  const photos: string[] = []
  for (let i = 0; i < 10; i++) photos.push(await photo())
  const rows = [
    await row('one notice, the first after a pause', () => circularOf(1, [])),
    await row('one notice', () => circularOf(1, [])),
    await row(`${NOTICES} notices`, () => circularOf(NOTICES, [])),
    await row(`${NOTICES} notices, ten with a photo`, () => circularOf(NOTICES, photos)),
  ]
  endPdfs()
  return `## The circular as a PDF

Each with its cover, a notice beginning on a new page. The PDF is made in a program of its own, which ends after 15
seconds without work; "held up" is the longest pause of the portal's own process meanwhile.

| circular | seconds | MB | held up, ms | growth of the portal, MB | peak of the program, MB |
|---|---|---|---|---|---|
${rows.join('\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await circularSection())
}
