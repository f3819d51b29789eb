#:project ../../src/RawMcp/RawMcp.csproj
#:property PublishAot=false

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using RawMcp;

await new McpServer("weather", "1.0")
    .AddTool("add", "Add two numbers together", (int a, int b) => a + b)
    .AddTools(typeof(Weather))
    .RunAsync();

internal enum Unit { Celsius, Fahrenheit }

internal sealed record Place([Range(-90.0, 90.0)] double Lat, [Range(-180.0, 180.0)] double Lon);

internal sealed record Forecast(string Summary, double Temperature, Unit Unit);

internal static class Weather
{
    [McpTool(Description = "The weather at a place in the coming days", ReadOnly = true)]
    public static async Task<Forecast[]> GetForecastAsync(
        Place place, ToolCall call, CancellationToken cancellation, [Description("How many days"), Range(1, 7)] int days = 3, Unit unit = Unit.Celsius)
    {
        if (Math.Abs(place.Lat) > 80) throw new ToolException("There are no forecasts for the poles.");
        var forecasts = new Forecast[days];
        for (var day = 0; day < days; day++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
            forecasts[day] = new("sunny", unit == Unit.Celsius ? 21 : 70, unit);
            call.Progress(day + 1, days);
        }

        return forecasts;
    }
}
