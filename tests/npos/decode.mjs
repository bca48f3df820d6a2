// Reads ESC/POS bytes on stdin, writes what a printer would burn as a PNG on stdout; fails on
// any command that the decoder does not know.
import { readFileSync, writeSync } from "node:fs";
import npos from "npos";
import { PNG } from "pngjs";

const decoded = await npos.parser().parse(readFileSync(0));
const rasters = decoded.entries.filter((entry) => entry.type === "raster");
if (rasters.length !== 1) throw new Error(`expected one picture, found ${rasters.length}`);

const image = rasters[0].data;
const png = new PNG({ width: image.width, height: image.height, colorType: 0 });
for (let y = 0; y < image.height; y += 1) {
  for (let x = 0; x < image.width; x += 1) {
    const at = (y * image.width + x) * 4;
    png.data.fill(image.getPixel(x, y) ? 255 : 0, at, at + 3);
    png.data[at + 3] = 255;
  }
}
const bytes = PNG.sync.write(png);
for (let sent = 0; sent < bytes.length; ) sent += writeSync(1, bytes, sent);
