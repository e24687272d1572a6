namespace NasOrleans.Api.Errors;

internal static class HttpRequestExtensions
{
    extension(HttpRequest request)
    {
        /// <summary>Whether the method asks for a change.</summary>
        public bool IsCommand => !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method));
    }
}
