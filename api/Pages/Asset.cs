using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace NasOrleans.Api.Pages;

/// <summary>A file of the user interface; all of them travel inside the assembly.</summary>
internal sealed record Asset(byte[] Content, string ContentType, EntityTagHeaderValue Tag)
{
    private const string Prefix = "ui/";

    private static readonly FrozenDictionary<string, Asset> All = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), Load);

    public static Results<FileContentHttpResult, NotFound> Page(string name) => All.TryGetValue(name, out var page)
        ? TypedResults.File(page.Content, page.ContentType)
        : TypedResults.NotFound();

    // Asked for again each time, sent only when it changed: an update of the program is never hidden by a cache.
    public static Results<FileContentHttpResult, NotFound> File(string name, HttpRequest request)
    {
        if (!All.TryGetValue(name, out var asset)) return TypedResults.NotFound();
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return TypedResults.File(asset.Content, asset.ContentType, entityTag: asset.Tag);
    }

    private static Asset Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(content, TypeOf(Path.GetExtension(resource)), new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""));
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
