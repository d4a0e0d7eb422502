/** What may be taken in: the type is decided by the content; pictures are written anew. */
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { cleanText, shorten } from './text'

/** Longest side of a stored picture and of its thumbnail, in pixels. */
const MAX_SIDE = 2400
const THUMBNAIL_SIDE = 480
/** A picture of more pixels is refused before it is unpacked. */
const MAX_PIXELS = 80_000_000

const endings: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
}

export type Upload = {
  type: string
  content: Uint8Array
  size: number
  thumbnail: Uint8Array | null
  width: number | null
  height: number | null
  /** The person's name for the file, with the ending of its true type */
  nameFor(name: string): string
}

type RefusedUpload = { refused: 'empty' | 'wrong_type' | 'heic' | 'broken_picture' | 'broken_pdf' }

/** Reads an uploaded file; refuses what is not one of `types` by its content. */
export async function readUpload(file: string, types: readonly string[]): Promise<Upload | RefusedUpload> {
  if ((await stat(file)).size === 0) return { refused: 'empty' }
  const type = (await fileTypeFromFile(file))?.mime
  if (type === 'image/heic' || type === 'image/heif' || type === 'image/avif') return { refused: 'heic' }
  if (!type || !types.includes(type)) return { refused: 'wrong_type' }
  const nameFor = (name: string) => fileName(name, endings[type] ?? '')
  if (type === 'application/pdf') {
    const content = await readFile(file)
    // The end of a PDF says where its parts are: a file that was cut off has none.
    if (!content.subarray(-2048).includes('%%EOF')) return { refused: 'broken_pdf' }
    return { type, content, size: content.length, thumbnail: null, width: null, height: null, nameFor }
  }
  // It takes some memory, and few start with a photo.
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).autoOrient()
    const inside = { fit: 'inside', withoutEnlargement: true } as const
    const resized = picture.clone().resize(MAX_SIDE, MAX_SIDE, inside)
    // Written anew without EXIF: a photo does not tell where somebody lives.
    const encoded =
      type === 'image/png'
        ? resized.png({ compressionLevel: 9 })
        : type === 'image/webp'
          ? resized.webp()
          : resized.jpeg({ quality: 84, mozjpeg: true })
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
    const thumbnail = await picture
      .clone()
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, inside)
      .webp({ quality: 75 })
      .toBuffer()
    return {
      type,
      content: data,
      size: data.length,
      thumbnail,
      width: info.width,
      height: info.height,
      nameFor,
    }
  } catch {
    return { refused: 'broken_picture' }
  }
}

function fileName(name: string, ending: string): string {
  const stem =
    cleanText(path.parse(name).name)
      .replace(/[/\\:*?"<>|\n\t]/g, '_')
      .trim() || 'file'
  return shorten(stem, 100) + ending
}
