/** The real places of the city: school districts, towns, boundary. Sources and licences: docs/data-sources.md. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Point, type Ring, simplify } from './geometry'

export type DistrictPlace = {
  name: string
  /** 読み (hiragana) */
  reading: string
  middleSchool: string
  schoolName: string
  schoolAddress: string
  latitude: number
  longitude: number
}

export type TownPlace = {
  name: string
  reading: string
  latitude: number
  longitude: number
  /** Name of the district whose school is nearest */
  district: string
}

const folder = path.join(import.meta.dirname, 'data')

/** Rows of a file without quotes or commas in its fields, by column name. */
function readTable(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    if (cells.length !== names.length) throw new Error(`${file}: ${line}`)
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

/** The 44 elementary-school districts. */
export function readDistricts(): DistrictPlace[] {
  return readTable('districts.csv').map((row) => ({
    name: row.name ?? '',
    reading: row.reading ?? '',
    middleSchool: row.middle_school ?? '',
    schoolName: row.school_name ?? '',
    schoolAddress: row.school_address ?? '',
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
  }))
}

export type ShelterPlace = {
  name: string
  address: string
  latitude: number
  longitude: number
  /** 指定緊急避難場所 */
  site: boolean
  /** 指定避難所 */
  shelter: boolean
}

/** The 97 evacuation sites and shelters that the city has designated. */
export function readShelters(): ShelterPlace[] {
  return readTable('shelters.csv').map((row) => ({
    name: row.name ?? '',
    address: row.address ?? '',
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
    site: row.site === '1',
    shelter: row.shelter === '1',
  }))
}

/** A degree of longitude is this much shorter than one of latitude, at the latitude of the city. */
export const LONGITUDE_SCALE = Math.cos((34.82 * Math.PI) / 180)

/** The 395 towns, each with the district whose school is nearest: a guess, as the real borders are not open data. */
export function readTowns(districts: readonly DistrictPlace[]): TownPlace[] {
  return readTable('towns.csv').map((row) => {
    const latitude = Number(row.latitude)
    const longitude = Number(row.longitude)
    const distance = (d: DistrictPlace) =>
      (d.latitude - latitude) ** 2 + ((d.longitude - longitude) * LONGITUDE_SCALE) ** 2
    const nearest = districts.reduce((best, d) => (distance(d) < distance(best) ? d : best))
    return { name: row.name ?? '', reading: row.reading ?? '', latitude, longitude, district: nearest.name }
  })
}

/** The city's boundary, thinned out to about 20 metres: enough for a map of the city, small enough for a phone. */
export function readBoundary(): Ring {
  const geometry = JSON.parse(readFileSync(path.join(folder, 'boundary.geojson'), 'utf8')) as {
    coordinates: Point[][]
  }
  const outer = geometry.coordinates[0]
  if (!outer) throw new Error('boundary.geojson has no ring')
  return simplify(outer, 0.00018)
}
