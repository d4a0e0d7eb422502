/** The three papers as whole documents: a notice, a sheet to sign, a circular. */
import type { Content } from 'pdfmake/interfaces'
import { htmlLang, isLanguage } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import type { PaperNotice } from '../queries/paper.server'
import { type Cover, coverContent } from './cover'
import { noticeContent, type PaperVersion } from './notice'
import type { Ink } from './parts'
import { type SignSheet, signContent } from './sign'

export type Paper = { definition: PdfDefinition; footer: PdfFooter; name: string }

function paper(
  name: string,
  left: string,
  ink: Ink,
  content: Content[],
  images: Record<string, string>,
): Paper {
  const { t, language } = ink
  return {
    name,
    definition: {
      content,
      images,
      language: isLanguage(language) ? htmlLang(language) : language,
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left, right: '{page} / {pages}' },
  }
}

/** 一枚のお知らせ */
export function noticePaper(notice: PaperNotice, ink: Ink, version?: PaperVersion): Paper {
  const images: Record<string, string> = {}
  const content = noticeContent(notice, ink, images, version)
  const left = `${ink.t('portal.name')}  ${ink.t('notices.item.by', { name: notice.publisher })}`
  const name = version?.title || notice.title || ink.t('notices.desk.untitled')
  return paper(name, left, ink, content, images)
}

/** 班のサイン表 */
export function signPaper(sheet: SignSheet, ink: Ink): Paper {
  const name = ink.t('circulars.paper.sheet_name', { title: sheet.title, group: sheet.group })
  return paper(name, `${ink.t('portal.name')}  ${sheet.group}`, ink, signContent(sheet, ink), {})
}

/** 回覧: the cover, then each notice on a page of its own */
export function circularPaper(cover: Cover, notices: readonly PaperNotice[], ink: Ink): Paper {
  const images: Record<string, string> = {}
  const bound = notices.map(
    (notice): Content => ({ pageBreak: 'before', stack: noticeContent(notice, ink, images) }),
  )
  const number = ink.t('circulars.number', { number: cover.number })
  const left = `${ink.t('circulars.paper.circular')} ${number}  ${cover.association}`
  return paper(
    `${left} ${cover.group ?? ''}`.trim(),
    left,
    ink,
    [...coverContent(cover, notices, ink), ...bound],
    images,
  )
}
