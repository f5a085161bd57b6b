package main

import (
	"context"
	"errors"
	"fmt"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"waythrough/ask/mcp"
)

func (a *app) mcpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Answer the same questions over the Model Context Protocol, on standard input and output",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			d, err := a.openDesk()
			if err != nil {
				return err
			}
			ctx, stop := a.interrupted("the session")
			defer stop()
			if err := mcp.New(d, version).Run(ctx, &sdk.StdioTransport{}); err != nil && !errors.Is(err, context.Canceled) {
				return fmt.Errorf("answering over standard input and output: %w", err)
			}
			return nil
		},
	}
}
