package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/pack"
)

type packFlags struct {
	pathFlags
	from, to, output, sign string
	ids                    []string
}

func (a *app) packCommand() *cobra.Command {
	var f packFlags
	cmd := &cobra.Command{
		Use:   "pack --from ENTITY --to ENTITY -o FILE | pack --ids ENTITY,ENTITY... -o FILE",
		Short: "Keep an explanation with all that it rests on in one file",
		Long: `Pack writes a zip file with the sentences as a page to read, the statements,
sources and relations that they rest on, the question that was asked, and a hash of
each part. The page works from disk, asks for nothing, and prints on A4. With --sign
the pack is signed (ed25519, a key in PEM form as openssl genpkey writes it).

ipgraph verify tells whether a pack is as it was written, and what has changed since.`,
		Example: `  ipgraph pack --from "Micron Technology" --to Futurewei -o story.ipgraph.zip
  ipgraph pack --ids Micron,Futurewei,Verizon --known 2019-06-20 -o story.ipgraph.zip`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.pack(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.from, "from", "", "one end, an id or a name")
	cmd.Flags().StringVar(&f.to, "to", "", "the other end")
	cmd.Flags().StringSliceVar(&f.ids, "ids", nil, "two to ten entities, in place of --from and --to")
	cmd.Flags().IntVar(&f.limit, "limit", 3, "chains between two at most, up to 10")
	f.register(cmd, 0)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "file to write")
	cmd.Flags().StringVar(&f.sign, "sign", "", "file with the key to sign with")
	return cmd
}

// ends are the entities to explain.
func (f packFlags) ends() ([]string, error) {
	switch {
	case f.output == "":
		return nil, usageError{fmt.Errorf("-o is missing: name the file to write, for example -o story.ipgraph.zip")}
	case len(f.ids) > 0 && f.from+f.to != "":
		return nil, usageError{fmt.Errorf("give --ids, or --from and --to")}
	case len(f.ids) >= 2 && len(f.ids) <= maxConnected:
		return f.ids, nil
	case len(f.ids) > 0:
		return nil, usageError{fmt.Errorf("--ids takes two to %d entities", maxConnected)}
	case f.from == "" || f.to == "":
		return nil, usageError{fmt.Errorf("give both --from and --to, or --ids")}
	}
	return []string{f.from, f.to}, nil
}

func (a *app) pack(ctx context.Context, f packFlags) error {
	ends, err := f.ends()
	if err != nil {
		return err
	}
	key, err := keyFrom(f.sign, pack.PrivateKey)
	if err != nil {
		return err
	}
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		x, err := explanationOf(ctx, service, ends, f.pathFlags)
		if err != nil {
			return err
		}
		story, err := service.Story(ctx, x)
		if err != nil {
			return err
		}
		var dossier bytes.Buffer
		statements, entities := story.IDs()
		if err := loader.ExportSome(ctx, d.Store, d.library, statements, entities, &dossier); err != nil {
			return err
		}
		err = toFile(f.output, a.stdout, func(w io.Writer) error {
			return pack.Write(w, story, pack.Options{Program: version, Dossier: dossier.Bytes(), Sign: key})
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.stdout, "%s: %s %s and %s in %s\n", f.output, x.Summary, plural(len(story.Statements), "statement"), plural(len(story.Sources), "source"), pack.PageFile)
		return err
	})
}

// keyFrom reads a key from a file; without a name there is none.
func keyFrom[K ed25519.PrivateKey | ed25519.PublicKey](name string, parse func([]byte) (K, error)) (K, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usageError{fmt.Errorf("the key cannot be read: %w", err)}
	}
	key, err := parse(text)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", name, err)}
	}
	return key, nil
}

func (a *app) verifyCommand() *cobra.Command {
	var key string
	var sealOnly bool
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Tell whether a pack is as it was written, and what has changed since",
		Long: `Verify compares every file of a pack with its hash, checks the signature where
there is one, and then asks the question of the pack again: it lists what the graph
says otherwise now. It exits with 0 where nothing changed, with 7 where something
did, and with 2 where the pack was tampered with.`,
		Example: `  ipgraph verify story.ipgraph.zip
  ipgraph verify story.ipgraph.zip --key editor.pub.pem
  ipgraph verify story.ipgraph.zip --seal-only`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return a.verify(cmd.Context(), args[0], key, sealOnly) },
	}
	cmd.Flags().StringVar(&key, "key", "", "file with the public key that must have signed it")
	cmd.Flags().BoolVar(&sealOnly, "seal-only", false, "check the file alone, and ask no graph")
	return cmd
}

func (a *app) verify(ctx context.Context, file, keyFile string, sealOnly bool) error {
	key, err := keyFrom(keyFile, pack.PublicKey)
	if err != nil {
		return err
	}
	p, err := openPack(file, key)
	if err != nil {
		return err
	}
	if sealOnly {
		return a.printVerified(p, nil)
	}
	return a.withDatabase(ctx, func(d *database) error {
		now, err := answer.Service{Reader: d.Store, Library: d.library}.Again(ctx, p.Story)
		if err != nil {
			return err
		}
		return a.printVerified(p, pack.Compare(p.Story, now))
	})
}

func openPack(name string, key ed25519.PublicKey) (p pack.Pack, err error) {
	file, err := os.Open(name)
	if err != nil {
		return p, usageError{fmt.Errorf("the pack cannot be read: %w", err)}
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return p, fmt.Errorf("the pack cannot be read: %w", err)
	}
	return pack.Open(file, info.Size(), key)
}

// printVerified tells what was found; changes of nil say that no graph was asked.
func (a *app) printVerified(p pack.Pack, changes []pack.Change) error {
	signed := ""
	if p.SignedBy != nil {
		signed = pack.Fingerprint(p.SignedBy)
	}
	if a.json {
		if err := a.printJSON(map[string]any{"title": p.Manifest.Title, "load": p.Manifest.Load, "signed_by": signed, "changes": changes}); err != nil {
			return err
		}
		return changed(changes)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nEvery file is as it was written by ipgraph %s, from the load %s.\n", p.Manifest.Title, p.Manifest.Program, p.Manifest.Load)
	if signed != "" {
		fmt.Fprintf(&b, "Signed with the key %s.\n", signed)
	}
	switch {
	case changes == nil:
	case len(changes) == 0:
		b.WriteString("The graph says the same now.\n")
	default:
		fmt.Fprintf(&b, "The graph says otherwise now in %s:\n", plural(len(changes), "point"))
	}
	for _, c := range changes {
		fmt.Fprintf(&b, "  %s\n", c.What)
	}
	if _, err := fmt.Fprint(a.stdout, visible(b.String())); err != nil {
		return err
	}
	return changed(changes)
}

// visible leaves out what could steer a terminal: packs and files come from anywhere.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if graph.Invisible(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// changed makes the exit code of a command that found something changed.
func changed(changes []pack.Change) error {
	if len(changes) > 0 {
		return errChanged
	}
	return nil
}
