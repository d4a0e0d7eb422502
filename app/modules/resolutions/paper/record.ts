/**
 * 議決の記録: what was asked by which way, of how many, and what it came to, with the places for the names of the chair
 * and the 監事. In a secret vote it names nobody who voted.
 */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { formatDay, formatInstant } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import type { RecordShown } from '../queries/paper.server'
import { extras as allExtras, type Choice, cast } from '../rules'
import { needWords, quorumWords } from '../words'
import type { Paper } from './sheets'

const heading = (text: string): Content => ({ text, bold: true, fontSize: 13, margin: [0, 12, 0, 4] })

function pairs(rows: readonly (readonly [string, string])[]): Content {
  return {
    table: {
      widths: [150, '*'],
      dontBreakRows: true,
      body: rows
        .filter(([, value]) => value !== '')
        .map(([label, value]): TableCell[] => [{ text: label, bold: true }, { text: value }]),
    },
    layout: 'grid',
  }
}

export function recordPaper(shown: RecordShown, at: Date, t: Translate, language: Language): Paper {
  const { resolution, byName } = shown
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.record.${key}`, params)
  const day = (value: string | null) => (value ? formatDay(value, language) : '')
  const instant = (iso: string | null) => (iso ? formatInstant(new Date(iso), language) : '')
  const people = (count: number) => t(`resolutions.count.${resolution.unit}`, { count })
  const ballots = (count: number) => t('resolutions.ballots', { count })
  const { association, way, items, state, secret } = resolution
  const title = word('title')
  const head = (text: string): TableCell => ({ text, bold: true, fillColor: '#eeeeee' })
  const stands = state === 'decided'
  const extras = allExtras.filter((extra) => shown.extras[extra])
  const content: Content[] = [
    { text: title, bold: true, fontSize: 20 },
    { text: association.name, fontSize: 13 },
    { text: resolution.title, bold: true, fontSize: 15, margin: [0, 6, 0, 6] },
    { text: word(`version_${shown.version}`), bold: true, margin: [0, 0, 0, 6] },
    ...(state === 'checking'
      ? [{ text: word('unchecked'), bold: true, margin: [0, 0, 0, 6] } as Content]
      : []),
    pairs([
      [word('way'), t(`resolutions.way.${way}.title`)],
      [word('law'), t(`resolutions.way.${way}.law_short`)],
      [t('resolutions.form.article'), resolution.article],
      [t('resolutions.form.unit'), t(`resolutions.unit.${resolution.unit}`)],
      [t('resolutions.form.secret_short'), t(`resolutions.secrecy.${secret ? 'secret' : 'open'}`)],
      [t('resolutions.form.quorum'), quorumWords(t, resolution.quorum)],
      [word('started'), instant(resolution.startedAt)],
      [t('resolutions.form.consent_until'), day(resolution.consentUntil)],
      [t('resolutions.form.vote_until'), day(resolution.voteUntil)],
      [word('closed'), instant(resolution.closedAt)],
      [word('voters'), people(shown.voters)],
      [
        word('consented'),
        way === 'consent_then_majority' && shown.consented !== null
          ? word('of_paper', { count: shown.consented, paper: shown.consentedOnPaper })
          : '',
      ],
      [word('objected'), shown.objected ? people(shown.objected) : ''],
      [
        word('voted'),
        resolution.votingAt && shown.voted !== null
          ? word('of_paper', { count: shown.voted, paper: shown.votedOnPaper })
          : '',
      ],
    ]),
    heading(word('result')),
    ...(state === 'to_meeting' && resolution.reason !== ''
      ? [
          { text: t('resolutions.ended.to_meeting'), bold: true } as Content,
          { text: t(`resolutions.reason.${resolution.reason}`) } as Content,
          { text: resolution.reasonText } as Content,
        ]
      : []),
    ...(shown.isSmall ? [{ text: t('resolutions.result.small') } as Content] : []),
    ...items.flatMap((item, index): Content[] => {
      const { votes } = item
      return [
        {
          text: `${t('resolutions.item.number', { n: index + 1 })} ${item.title}`,
          bold: true,
          fontSize: 12,
          margin: [0, 8, 0, 2],
        },
        ...(item.text ? [{ text: item.text }] : []),
        { text: way === 'all_agree' ? t('resolutions.need.everybody') : needWords(t, item.need) },
        // Without its numbers the result still stands.
        ...(votes === null && stands
          ? [
              {
                text: t(`resolutions.result.${item.carried ? 'carried' : 'lost'}`),
                bold: true,
                fontSize: 12,
              } as Content,
            ]
          : []),
        ...(votes
          ? [
              {
                margin: [0, 4, 0, 0],
                table: {
                  widths: ['*', '*', '*', '*', '*'],
                  body: [
                    [
                      head(t('resolutions.choice.for')),
                      head(t('resolutions.choice.against')),
                      head(t('resolutions.choice.abstain')),
                      head(t('resolutions.result.silent')),
                      head(word('result')),
                    ],
                    [
                      ballots(votes.for),
                      ballots(votes.against),
                      ballots(votes.abstain),
                      ballots(Math.max(0, shown.voters - cast(votes))),
                      stands ? t(`resolutions.result.${item.carried ? 'carried' : 'lost'}`) : '–',
                    ],
                  ],
                },
                layout: 'grid',
              } as Content,
            ]
          : []),
      ]
    }),
    heading(word('checked')),
    pairs([
      [word('checked_at'), instant(resolution.checkedAt)],
      [word('check_note'), resolution.checkNote],
      [word('papers'), word('papers_text', { count: shown.papers })],
      ...(shown.envelopes === null
        ? []
        : ([
            [word('envelopes'), word('envelopes_text', { envelopes: shown.envelopes, sheets: shown.sheets })],
            [
              t('resolutions.extra.title'),
              extras.length === 0
                ? t('resolutions.extra.none')
                : extras
                    .map(
                      (extra) =>
                        `${t(`resolutions.extra.${extra}`)}: ${t('resolutions.extra.count', { count: shown.extras[extra] ?? 0 })}`,
                    )
                    .join('\n'),
            ],
          ] as [string, string][])),
    ]),
    {
      margin: [0, 16, 0, 0],
      unbreakable: true,
      stack: [
        { text: word('true'), margin: [0, 0, 0, 10] },
        { text: word('date', { day: day(shown.days.closed) }), margin: [0, 0, 0, 10] },
        { text: word('chair', { name: shown.chair }), fontSize: 12, margin: [0, 0, 0, 14] },
        { text: word('auditor', { name: shown.auditor }), fontSize: 12 },
      ],
    },
    ...(byName.length > 0
      ? [
          {
            text: word('by_name'),
            bold: true,
            fontSize: 13,
            pageBreak: 'before',
            margin: [0, 0, 0, 4],
          } as Content,
          { text: word('by_name_text'), margin: [0, 0, 0, 4] } as Content,
          {
            table: {
              headerRows: 1,
              dontBreakRows: true,
              widths: [36, '*', ...items.map(() => 'auto')],
              body: [
                [
                  head(t('resolutions.voters.number')),
                  head(t('resolutions.voters.name')),
                  ...items.map((_, index) => head(t('resolutions.item.number', { n: index + 1 }))),
                ],
                ...byName.map((voter): TableCell[] => [
                  String(voter.position),
                  voter.name,
                  ...items.map(({ id }): TableCell => {
                    const choice = voter.choices?.[String(id)] as Choice | undefined
                    return choice ? t(`resolutions.choice.${choice}`) : '–'
                  }),
                ]),
              ],
            },
            layout: 'grid',
          } as Content,
        ]
      : []),
    { text: word('made', { at: formatInstant(at, language) }), fontSize: 9.5, margin: [0, 14, 0, 0] },
  ]
  return {
    name: `${title} ${resolution.title}`,
    definition: {
      content,
      defaultStyle: { fontSize: 10.5, lineHeight: 1.25 },
      language: htmlLang(language),
      info: { title, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: {
      left: `${t('portal.name')}  ${association.name}  ${resolution.title}`,
      right: '{page} / {pages}',
    },
  }
}
