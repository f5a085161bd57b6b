// Package pbf reads extracts of OpenStreetMap in the PBF format into columns. It
// knows the format and nothing else: no tag means anything here.
//
// A file is a sequence of blobs, each inflated and parsed on its own, so several
// workers share the job while results keep the order of the file:
//
//	f, err := pbf.Open("liechtenstein.osm.pbf")
//	defer f.Close()
//	err = f.Scan(ctx, pbf.Options{}, func(b *pbf.Block) error {
//		for i := range b.Ways.ID {
//			fmt.Println(b.Ways.ID[i], b.Ways.RefsOf(i))
//		}
//		return nil
//	})
//
// [Each] does more of the work on the workers: what a caller makes of a block is
// made there, and handed over in order.
//
// # What it costs
//
// More than half of the time goes into unpacking, by klauspost/compress. BenchmarkRead
// sets the whole beside paulmach/osm, which is the oracle of the tests.
//
// # What is held
//
// Memory is bounded by the blobs in flight, at most four a worker, and not by the
// file: a blob inflates to 32 MiB at the very most and to about 100 KB in practice.
// Blocks are reused; nothing in one may be kept.
//
// # What is refused
//
// A file that is damaged, cut short, not PBF, compressed in a way other than zlib,
// or that needs a feature unknown here, is refused with an [*Error] that names the
// file and the byte at which the offending blob begins. No input makes the package
// panic. Checksums of zlib are verified. Versions, timestamps and authors are
// skipped unread.
//
// The format is that of the OSM wiki, page "PBF Format".
package pbf
