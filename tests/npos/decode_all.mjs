// Reads jobs on stdin, each behind its length in four bytes, and writes for each what a printer
// would burn as a PNG in the same way; a job that holds no picture, or is no ESC/POS, is empty.
import { readFileSync, writeSync } from "node:fs";
import npos from "npos";
import { PNG } from "pngjs";

function written(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  for (const part of [length, bytes]) {
    for (let sent = 0; sent < part.length; ) {
      try {
        sent += writeSync(1, part, sent);
      } catch (error) {
        if (error.code !== "EAGAIN") throw error;
      }
    }
  }
}

async function burnt(job) {
  const decoded = await npos.parser().parse(job);
  const rasters = decoded.entries.filter((entry) => entry.type === "raster");
  if (rasters.length !== 1) return Buffer.alloc(0);
  const image = rasters[0].data;
  const png = new PNG({ width: image.width, height: image.height, colorType: 0 });
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const at = (y * image.width + x) * 4;
      png.data.fill(image.getPixel(x, y) ? 255 : 0, at, at + 3);
      png.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(png);
}

const input = readFileSync(0);
for (let at = 0; at < input.length; ) {
  const length = input.readUInt32LE(at);
  const job = input.subarray(at + 4, at + 4 + length);
  at += 4 + length;
  written(await burnt(job).catch(() => Buffer.alloc(0)));
}
