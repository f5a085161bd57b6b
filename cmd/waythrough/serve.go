package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"waythrough/ask"
	"waythrough/server"
	pages "waythrough/server/page"
	"waythrough/server/tile"
	"waythrough/web"
)

func (a *app) serveCommand() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use:   "serve [--listen ADDR]",
		Short: "Serve the questions over HTTP, and the map",
		Long: `Serve answers every question at /v1/…, described at /openapi.json, and shows the map at /.
It only reads. Where the map was not built, / is a page that needs no JavaScript.

A hang-up signal (SIGHUP) opens record, network and services anew and answers from them from
then on; no request is dropped. SIGINT and SIGTERM let requests end first.`,
		Example: `  waythrough serve --listen 127.0.0.1:8080`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return a.serve(ctx, listen)
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "address and port to listen at; port 0 takes a free one")
	return c
}

func (a *app) serve(ctx context.Context, listen string) error {
	d, err := a.openServed()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(a.err, nil))
	o := server.Options{Desk: d, Logger: log, Version: version,
		Pages: pages.New, Tiles: tile.New}
	if assets, built := web.Assets(); built {
		o.Assets = assets
	}
	s, err := server.New(o)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return question(fmt.Errorf("--listen %s: %w", listen, errors.Unwrap(err)))
	}
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	go a.reopen(ctx, hangups, s, log)
	fmt.Fprintf(a.out, "http://%s/\n", l.Addr())
	return s.Serve(ctx, l)
}

// openServed opens what is served: those who ask over the network name no files.
func (a *app) openServed() (*ask.Desk, error) {
	o, err := a.options()
	if err != nil {
		return nil, err
	}
	o.Files = false
	d, err := ask.Open(o)
	return d, asked(nil, err)
}

// reopen opens the data anew at each hang-up signal. What can't be opened is told, and the old
// stays.
func (a *app) reopen(ctx context.Context, hangups <-chan os.Signal, s *server.Server, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangups:
		}
		d, err := a.openServed()
		if err != nil {
			log.Error("the data could not be opened anew; the old is served on", "error", err)
			continue
		}
		s.Swap(d)
		log.Info("the data was opened anew", "version", d.Version())
	}
}
